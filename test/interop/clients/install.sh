#!/usr/bin/env bash
# Installs the client libraries that test/interop/snippets runs, pinned, into a folder outside the repository. What is there
# already is left alone. Where the program that installs one is missing it is named, and so are the tests that are skipped.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
target=${QDRANT_AUTH_CLIENTS:-${TMPDIR:-/tmp}/qdrant-auth-clients}

# Each runs in a folder of its own that holds copies of the client's manifests.
install_python() {
  python3 -m venv venv
  venv/bin/pip install --quiet --disable-pip-version-check -r requirements.txt
}
install_node() { npm install --silent --no-audit --no-fund; }
install_go() { go build ./...; }
install_grpcurl() { GOBIN=$PWD go install "github.com/fullstorydev/grpcurl/cmd/grpcurl@$(cat version)"; }
# Unoptimised and without debug information: what matters is that it compiles and runs.
install_rust() { cargo build --quiet --locked; }
install_java() { mvn -B -q dependency:copy-dependencies -DoutputDirectory=jars; }

client() { # name, the program that installs it
  if ! command -v "$2" >/dev/null; then
    echo "$1: skipped, there is no $2"
    return
  fi
  local start=$SECONDS folder=$target/$1 state
  state=$(cd "$here/$1" && find . -type f | sort | xargs cat | cksum)
  if [ "$(cat "$folder/.ready" 2>/dev/null)" = "$state" ]; then return; fi
  rm -rf "$folder"
  mkdir -p "$folder"
  cp -R "$here/$1/." "$folder"
  if ! (set -e && cd "$folder" && "install_$1") >"$target/$1.log" 2>&1; then
    tail -30 "$target/$1.log"
    echo "$1: could not be installed"
    exit 1
  fi
  echo "$state" >"$folder/.ready"
  echo "$1: installed in $((SECONDS - start)) s"
}

client python python3
client node npm
client go go
client grpcurl go
client rust cargo
client java mvn
