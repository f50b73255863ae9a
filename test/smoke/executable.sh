#!/usr/bin/env bash
# Makes the single executable, checks its checksum, and runs the main job with it where there is no Node.
# usage: executable.sh SCRATCH, in a built project
set -euo pipefail
scratch=$(mkdir -p "$1" && cd "$1" && pwd)
npm run --silent build:executable 2>/dev/null
(cd executable && sha256sum --check --quiet SHA256SUMS)
cp executable/qdrant-auth-linux-* "$scratch/qdrant-auth"
mkdir -p "$scratch/nothing"
cd "$scratch"
version=$(env -i PATH=/nowhere ./qdrant-auth --version)
[ "$version" = "$(node -p "require('$OLDPWD/package.json').version")" ] || { echo "it says $version"; exit 1; }
env -i PATH=/nowhere ./qdrant-auth init my-qdrant --yes </dev/null >/dev/null 2>init.log || { cat init.log; exit 1; }
env -i PATH=/nowhere ./qdrant-auth config validate my-qdrant >/dev/null 2>&1
env -i PATH=/nowhere ./qdrant-auth jwt mint --config my-qdrant --access read 2>/dev/null | grep -q '^eyJ'
for file in config/config.yaml tls/cert.pem ca/ca-key.pem; do test -s "my-qdrant/$file"; done
if env -i PATH=/nowhere ./qdrant-auth nonsense 2>/dev/null; then echo 'nonsense is no error'; exit 1; fi
echo "executable: made and ran init, $(($(stat -c %s qdrant-auth) / 1000000)) MB"
