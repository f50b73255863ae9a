#!/usr/bin/env bash
# Builds and packs the same files in two folders, in another time zone and language: the tarball is the same, byte
# for byte. usage: reproducible.sh SCRATCH, in a project with its dependencies installed
set -euo pipefail
# A tarball holds the modes of the files.
umask 022
scratch=$(mkdir -p "$1" && cd "$1" && pwd)
pack() { # folder name
  mkdir -p "$scratch/$1"
  # Links where they are possible: nothing is written into the dependencies.
  cp -al node_modules "$scratch/$1/" 2>/dev/null || { rm -rf "$scratch/$1/node_modules"; cp -a node_modules "$scratch/$1/"; }
  git ls-files -z --cached --others --exclude-standard | tar --null --files-from=- -cf - | tar -xf - -C "$scratch/$1"
  (cd "$scratch/$1" && npx --no-install rolldown -c rolldown.config.js >/dev/null && npm pack --silent --pack-destination "$scratch/$1" >/dev/null)
}
(TZ=UTC LC_ALL=C pack one)
(TZ=Asia/Tokyo LC_ALL=C.UTF-8 pack a/longer/path)
one=$(sha256sum < "$scratch/one"/qdrant-auth-*.tgz)
other=$(sha256sum < "$scratch/a/longer/path"/qdrant-auth-*.tgz)
if [ "$one" != "$other" ]; then
  echo 'the same files give another tarball:'
  diff -r "$scratch/one/dist" "$scratch/a/longer/path/dist" | head
  exit 1
fi
rm -rf "$scratch/one" "$scratch/a"
echo "reproducible: sha256 ${one%% *}"
