// Certificates against what people use instead: a shell script with openssl, and mkcert where it is installed.
// usage: npm run bench:certs [-- RUNS]   exit 1 where a limit is missed
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const RUNS = Number(process.argv[2] ?? 21)
const BIN = fileURLToPath(new URL('../../bin/qdrant-auth.js', import.meta.url))
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
const scratch = mkdtempSync(join(tmpdir(), 'qdrant-auth-bench-'))

/** The same CA and certificates as ours: P-256, usages, names, identifiers. */
writeFileSync(
  join(scratch, 'openssl.sh'),
  `set -e
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
)
const mkcert = spawnSync('mkcert', ['-version'], { stdio: 'ignore' }).status === 0
// Its first call makes the CA, with -ecdsa one with such a key.
writeFileSync(
  join(scratch, 'mkcert.sh'),
  `set -e
export CAROOT="$PWD/ca"
mkdir -p ca
index=1
while [ $index -le $1 ]; do
  mkcert -ecdsa -cert-file "n$index.pem" -key-file "n$index-key.pem" "n$index" localhost 127.0.0.1 >/dev/null 2>&1
  index=$((index + 1))
done
if [ "$2" = client ]; then mkcert -ecdsa -client -cert-file app.pem -key-file app-key.pem app >/dev/null 2>&1; fi
`,
)
for (const name of ['openssl.sh', 'mkcert.sh']) chmodSync(join(scratch, name), 0o755)

let fresh = 0
/** Milliseconds of one run in a new directory. They are removed at the end: a disk still busy with that is a slow one. */
function timed(program, args) {
  const cwd = join(scratch, String(fresh++))
  mkdirSync(cwd)
  const start = process.hrtime.bigint()
  const { status } = spawnSync(program, args, { cwd, env, stdio: 'ignore' })
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`)
  return milliseconds
}

const nodes = (count) => Array.from({ length: count }, (_, index) => ['--node', `n${index + 1}`]).flat()
const ours = (count, ...more) => [process.execPath, [BIN, 'certs', 'init', ...nodes(count), ...more]]
const script = (name, count, ...more) => ['sh', [join(scratch, name), String(count), ...more]]

/** Medians of the programs, measured in turn. */
function medians(programs, runs) {
  const times = programs.map(() => [])
  for (let run = -1; run < runs; run++)
    for (const [index, [program, args]] of programs.entries()) {
      const one = timed(program, args)
      // The first round warms the disk cache.
      if (run >= 0) times[index].push(one)
    }
  return times.map((all) => all.sort((a, b) => a - b)[all.length >> 1])
}

let failed = false
function compare(what, [us, openssl, mkcertTime], limits) {
  const line = (name, time, limit, better) => {
    const ok = better(us, time, limit)
    failed ||= !ok
    const ratio = limit < 2 ? us / time : time / us
    console.log(
      `  ${name.padEnd(8)} ${time.toFixed(0).padStart(6)} ms   ${ratio.toFixed(2).padStart(6)}   ${limit}${ok ? '' : '  OVER'}`,
    )
  }
  console.log(`${what}\n  ours     ${us.toFixed(0).padStart(6)} ms    ratio   limit`)
  const better = limits.most ? (a, b, limit) => a / b <= limit : (a, b, limit) => b / a >= limit
  line('openssl', openssl, limits.openssl, better)
  if (mkcertTime === undefined) console.log('  mkcert is not installed: not compared')
  else line('mkcert', mkcertTime, limits.mkcert, better)
}

const few = [
  ours(1, '--client', 'app'),
  script('openssl.sh', 1, 'client'),
  ...(mkcert ? [script('mkcert.sh', 1, 'client')] : []),
]
compare('CA + one node + one client (at most this share of their time)', medians(few, RUNS), {
  most: true,
  openssl: 0.8,
  mkcert: 1.3,
})

const many = [ours(200), script('openssl.sh', 200), ...(mkcert ? [script('mkcert.sh', 200)] : [])]
compare('200 nodes (at least so many times faster)', medians(many, 3), {
  most: false,
  openssl: 15,
  mkcert: 10,
})

const growth = [100, 200, 400, 800].map((count) => medians([ours(count)], 3)[0])
console.log(`growth: 100, 200, 400, 800 nodes in ${growth.map((time) => time.toFixed(0)).join(', ')} ms`)
// Twice the nodes, at most twice the time and a little: the start of the process is in the first one.
const linear = growth.slice(1).every((time, index) => time / growth[index] <= 2.3)
failed ||= !linear
console.log(linear ? 'linear' : 'NOT linear')
rmSync(scratch, { recursive: true, force: true })
process.exitCode = failed ? 1 : 0
