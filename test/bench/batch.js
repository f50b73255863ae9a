// A batch of tokens from NDJSON to NDJSON, against the same pipeline with other signers, and how memory grows with the rows.
// usage: npm run bench:batch [-- ROWS [ROUNDS]]   exit 1 where a limit is not met
import { spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BIN, measure, ranged, ratios, spread, verdict } from './measure.js'

const ROWS = Number(process.argv[2] ?? 1_000_000)
const ROUNDS = Number(process.argv[3] ?? 1)
const PEER = fileURLToPath(new URL('peer-batch.js', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'qdrant-auth-bench-'))

async function rowsFile(count) {
  const path = join(scratch, `${count}.ndjson`)
  const out = createWriteStream(path)
  for (let row = 0; row < count; row++) {
    const text = `${JSON.stringify({ name: `t${row}`, subject: `user-${row}`, collections: { docs: 'read', [`team-${row % 100}`]: 'read' } })}\n`
    if (!out.write(text)) await new Promise((done) => out.once('drain', done))
  }
  await new Promise((done) => out.end(done))
  return path
}

/** Signatures a second of OpenSSL alone, on one core, over as many bytes as a token has: nobody can be faster. */
function opensslLimit() {
  const { status, stdout } = spawnSync(
    'openssl',
    ['speed', '-hmac', 'sha256', '-bytes', '256', '-seconds', '1', '-mr'],
    { encoding: 'utf8' },
  )
  const bytes = Number(/^\+F:\d+:hmac\(sha256\):([\d.]+)/m.exec(stdout ?? '')?.[1])
  return status === 0 && bytes > 0 ? bytes / 256 : undefined
}

const ours = (path) => [BIN, 'jwt', 'mint', '--from', path, '--key-env', 'BENCH_KEY', '--no-record']
const path = await rowsFile(ROWS)
const signers = [
  ['qdrant-auth', ours(path)],
  ...['jose', 'fast-jwt', 'jsonwebtoken'].map((peer) => [peer, [PEER, peer, path]]),
]
const runs = signers.map(() => [])
for (let round = 0; round < ROUNDS; round++)
  for (const [index, [, args]] of signers.entries()) runs[index].push(await measure(process.execPath, args))
const secondsOf = (index) => runs[index].map(({ seconds }) => seconds)
const results = signers.map(([name], index) => ({
  name,
  seconds: spread(secondsOf(index)),
  times: ratios(secondsOf(index), secondsOf(0)),
  mebibytes: Math.max(...runs[index].map(({ mebibytes }) => mebibytes)),
}))
// Not a tenth: below some 400,000 rows the run is over before V8 has once cleaned the whole heap, and the peak is lower than the
// ceiling that all longer runs share (measured: 65 MiB at 100,000 rows, 73 at 300,000, 77 at 1,000,000, 79 at 3,000,000).
const half = await measure(process.execPath, ours(await rowsFile(ROWS / 2)))
rmSync(scratch, { recursive: true, force: true })

const [us, jose, ...others] = results
console.log(`${ROWS.toLocaleString('en')} rows, ${ROUNDS} rounds, medians (p10–p90)\n`)
console.log('signer         seconds              tokens/s   peak MiB   times ours')
for (const { name, seconds, times, mebibytes } of results) {
  console.log(
    `${name.padEnd(14)} ${ranged(seconds, 2).padEnd(18)} ${Math.round(ROWS / seconds.median)
      .toLocaleString('en')
      .padStart(10)} ${mebibytes.toFixed(0).padStart(10)}   ${ranged(times, 2)}`,
  )
}
console.log(`\nhalf of the rows: ${half.seconds.toFixed(2)} s, peak ${half.mebibytes.toFixed(0)} MiB`)
const limit = opensslLimit()
console.log(
  limit === undefined
    ? 'openssl speed cannot be run: its limit is not named'
    : `openssl speed, HMAC-SHA256 of 256 bytes: ${Math.round(limit).toLocaleString('en')} a second`,
)
verdict({
  'three times jose': jose.times.median >= 3,
  'ahead of the others': others.every(({ times }) => times.median > 1),
  'peak at most 150 MiB': us.mebibytes <= 150,
  'memory does not grow': us.mebibytes <= half.mebibytes * 1.15,
})
