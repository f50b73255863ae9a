// A batch of tokens from NDJSON to NDJSON, against the same pipeline with other signers, and how memory grows with the rows.
// usage: npm run bench:batch [-- ROWS]   exit 1 where a limit is not met
import { spawn } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROWS = Number(process.argv[2] ?? 1_000_000)
const BIN = fileURLToPath(new URL('../../bin/qdrant-auth.js', import.meta.url))
const PEER = fileURLToPath(new URL('peer-batch.js', import.meta.url))
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
env.BENCH_KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'

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

/** Wall seconds and peak resident memory (Linux) of a whole process. */
function measure(args) {
  return new Promise((done, failed) => {
    const start = process.hrtime.bigint()
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let peak = 0
    const watch = setInterval(() => {
      try {
        peak = Math.max(
          peak,
          Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0),
        )
      } catch {}
    }, 50)
    let said = ''
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('exit', (code) => {
      clearInterval(watch)
      if (code !== 0) failed(new Error(`${args.join(' ')}: exit ${code}: ${said}`))
      else done({ seconds: Number(process.hrtime.bigint() - start) / 1e9, mebibytes: peak / 1024 })
    })
  })
}

const ours = (path) => [BIN, 'jwt', 'mint', '--from', path, '--key-env', 'BENCH_KEY', '--no-record']
const path = await rowsFile(ROWS)
const results = []
for (const [name, args] of [
  ['qdrant-auth', ours(path)],
  ...['jose', 'fast-jwt', 'jsonwebtoken'].map((peer) => [peer, [PEER, peer, path]]),
]) {
  results.push({ name, ...(await measure(args)) })
}
const tenth = await measure(ours(await rowsFile(ROWS / 10)))
rmSync(scratch, { recursive: true, force: true })

const [us, jose] = results
console.log(`${ROWS.toLocaleString('en')} rows, node ${process.version}\n`)
console.log('signer            seconds    tokens/s   peak MiB   times ours')
for (const { name, seconds, mebibytes } of results) {
  console.log(
    `${name.padEnd(14)} ${seconds.toFixed(2).padStart(10)} ${Math.round(ROWS / seconds)
      .toLocaleString('en')
      .padStart(11)} ${mebibytes.toFixed(0).padStart(10)} ${(seconds / us.seconds).toFixed(2).padStart(12)}`,
  )
}
console.log(`\na tenth of the rows: ${tenth.seconds.toFixed(2)} s, peak ${tenth.mebibytes.toFixed(0)} MiB`)
const met = {
  'three times jose': jose.seconds / us.seconds >= 3,
  'ahead of the others': results.slice(2).every(({ seconds }) => seconds > us.seconds),
  'peak at most 150 MiB': us.mebibytes <= 150,
  'memory does not grow': us.mebibytes <= tenth.mebibytes * 1.25,
}
for (const [limit, holds] of Object.entries(met)) console.log(`${holds ? 'ok  ' : 'MISS'} ${limit}`)
process.exitCode = Object.values(met).every(Boolean) ? 0 : 1
