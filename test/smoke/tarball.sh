#!/usr/bin/env bash
# Packs the built project, installs the tarball in an empty directory as a user would, and runs the main job with it.
set -euo pipefail
scratch=$1
npm pack --silent --pack-destination "$scratch" >/dev/null
mkdir -p "$scratch/user"
cd "$scratch/user"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund "$scratch"/qdrant-auth-*.tgz
npx --no-install qdrant-auth --version
npx --no-install qdrant-auth init my-qdrant --yes </dev/null >/dev/null 2>init.log || { cat init.log; exit 1; }
for file in config/config.yaml config/local.yaml tls/cert.pem tls/key.pem tls/cacert.pem ca/ca-key.pem; do
  test -s "my-qdrant/$file" || { echo "init made no $file"; exit 1; }
done
npx --no-install qdrant-auth emit kubernetes --config my-qdrant -o deploy >/dev/null
test -s deploy/qdrant.yaml || { echo 'emit made no qdrant.yaml'; exit 1; }
npx --no-install qdrant-auth keygen --json >/dev/null 2>&1
npx --no-install qdrant-auth -C my-qdrant snippet python 2>/dev/null | grep -q '/my-qdrant/tls/cacert.pem' ||
  { echo 'snippet printed no program'; exit 1; }
echo 'tarball: installed, ran init, emit and snippet'
