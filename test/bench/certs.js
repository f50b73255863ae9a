// Certificates against what people use instead: a shell script with openssl, and mkcert, certstrap and step where they are
// installed; those that are not are named. (How our time grows: growth.js.)
// usage: npm run bench:certs [-- RUNS]   exit 1 where a limit is missed
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BIN, env, ranged, ratios, spread, verdict } from './measure.js'

const RUNS = Number(process.argv[2] ?? 21)
const scratch = mkdtempSync(join(tmpdir(), 'qdrant-auth-bench-'))

/** Shell scripts that take how many nodes and, as the second argument, `client` for one of those too. */
const SCRIPTS = {
  openssl: `set -e
mkdir -p ca tls
openssl ecparam -name prime256v1 -genkey -noout -out ca/ca-key.pem
openssl req -x509 -new -key ca/ca-key.pem -sha256 -days 3650 -subj '/O=bench/CN=Qdrant CA' -out ca/ca.pem \\
  -addext basicConstraints=critical,CA:TRUE,pathlen:0 -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
leaf() { # name, usages, names
  openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "tls/$1-key.pem"
  printf 'basicConstraints=critical,CA:FALSE\\nkeyUsage=critical,digitalSignature\\nextendedKeyUsage=%s\\nsubjectKeyIdentifier=hash\\nauthorityKeyIdentifier=keyid\\n%s\\n' "$2" "$3" > "tls/$1.ext"
  openssl req -new -key "tls/$1-key.pem" -subj "/CN=$1" -out "tls/$1.csr"
  openssl x509 -req -in "tls/$1.csr" -CA ca/ca.pem -CAkey ca/ca-key.pem -CAcreateserial -sha256 -days 365 \\
    -extfile "tls/$1.ext" -out "tls/$1.pem" 2>/dev/null
  rm "tls/$1.csr" "tls/$1.ext"
}
index=1
while [ $index -le $1 ]; do
  leaf "n$index" serverAuth,clientAuth "subjectAltName=DNS:n$index,DNS:localhost,IP:127.0.0.1"
  index=$((index + 1))
done
if [ "$2" = client ]; then leaf app clientAuth ''; fi
`,
  // Its first call makes the CA, with -ecdsa one with such a key.
  mkcert: `set -e
export CAROOT="$PWD/ca"
mkdir -p ca
index=1
while [ $index -le $1 ]; do
  mkcert -ecdsa -cert-file "n$index.pem" -key-file "n$index-key.pem" "n$index" localhost 127.0.0.1 >/dev/null 2>&1
  index=$((index + 1))
done
if [ "$2" = client ]; then mkcert -ecdsa -client -cert-file app.pem -key-file app-key.pem app >/dev/null 2>&1; fi
`,
  certstrap: `set -e
certstrap --depot-path out init --common-name CA --curve P-256 --passphrase '' >/dev/null
leaf() {
  certstrap --depot-path out request-cert --common-name "$1" --domain "$1,localhost" --ip 127.0.0.1 --curve P-256 --passphrase '' >/dev/null
  certstrap --depot-path out sign "$1" --CA CA >/dev/null
}
index=1
while [ $index -le $1 ]; do leaf "n$index"; index=$((index + 1)); done
if [ "$2" = client ]; then leaf app; fi
`,
  step: `set -e
step certificate create CA ca.crt ca.key --profile root-ca --kty EC --curve P-256 --no-password --insecure >/dev/null 2>&1
leaf() {
  step certificate create "$1" "$1.crt" "$1.key" --profile leaf --ca ca.crt --ca-key ca.key --san "$1" --san localhost \\
    --san 127.0.0.1 --not-after 8760h --no-password --insecure >/dev/null 2>&1
}
index=1
while [ $index -le $1 ]; do leaf "n$index"; index=$((index + 1)); done
if [ "$2" = client ]; then leaf app; fi
`,
}
for (const [name, text] of Object.entries(SCRIPTS)) writeFileSync(join(scratch, `${name}.sh`), text)

let fresh = 0
/** Milliseconds of one run in a new directory. They are removed at the end: a disk still busy with that is a slow one. */
function timed([program, args]) {
  const cwd = join(scratch, String(fresh++))
  mkdirSync(cwd)
  const start = process.hrtime.bigint()
  const { status } = spawnSync(program, args, { cwd, env, stdio: 'ignore' })
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
  if (status !== 0) throw new Error(`${program} ${args.slice(0, 4).join(' ')} ended with ${status}`)
  return milliseconds
}

const nodes = (count) => Array.from({ length: count }, (_, index) => ['--node', `n${index + 1}`]).flat()
const ours = (count, client) => [
  process.execPath,
  [BIN, 'certs', 'init', ...nodes(count), ...(client ? ['--client', 'app'] : [])],
]
const script = (name, count, client) => [
  'sh',
  [join(scratch, `${name}.sh`), String(count), client ? 'client' : ''],
]

const isThere = (name) => spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0
const peers = Object.keys(SCRIPTS).filter(isThere)
for (const name of Object.keys(SCRIPTS))
  if (!peers.includes(name)) console.log(`${name} is not installed: not compared`)

/** Times of ours and of every peer, measured in turn. */
function race(runs, count, client = false) {
  const programs = [ours(count, client), ...peers.map((name) => script(name, count, client))]
  const times = programs.map(() => [])
  for (let run = -1; run < runs; run++)
    for (const [index, program] of programs.entries()) {
      const one = timed(program)
      // The first round warms the disk cache.
      if (run >= 0) times[index].push(one)
    }
  return times
}

const limits = {}
/** `holds` of a limit gets how many times the peer's time is ours. */
function compare(what, [us, ...others], holds) {
  console.log(`\n${what}: medians (p10–p90)\n            ms                 times ours`)
  console.log(`  ours      ${ranged(spread(us), 0)}`)
  for (const [index, name] of peers.entries()) {
    const times = ratios(others[index], us)
    console.log(`  ${name.padEnd(9)} ${ranged(spread(others[index]), 0).padEnd(18)} ${ranged(times, 2)}`)
    if (name in holds) limits[`${what}: ${holds[name][0]} ${name}`] = holds[name][1](times.median)
  }
}

compare('CA + one node + one client', race(RUNS, 1, true), {
  openssl: ['at most 0.8 of', (times) => 1 / times <= 0.8],
  mkcert: ['at most 1.3 of', (times) => 1 / times <= 1.3],
})
compare('200 nodes', race(3, 200), {
  openssl: ['15 times as fast as', (times) => times >= 15],
  mkcert: ['10 times as fast as', (times) => times >= 10],
})
rmSync(scratch, { recursive: true, force: true })
console.log()
verdict(limits)
