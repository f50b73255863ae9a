// Start-up and whole commands as ratios to `node -e 0`, all measured in turn in one run.
// usage: npm run bench [-- RUNS]   exit 1 where a ratio is above its limit
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const RUNS = Number(process.argv[2] ?? 21)
const BIN = fileURLToPath(new URL('../../bin/qdrant-auth.js', import.meta.url))
// Forces Node 20 to parse a whole CA bundle at every start (nodejs/node#40524).
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
env.BENCH_KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'

const scratch = mkdtempSync(join(tmpdir(), 'qdrant-auth-bench-'))
let fresh = 0
// A directory with TLS, as init leaves it.
const ready = join(scratch, 'ready')
spawnSync(process.execPath, [BIN, 'init', ready, '--yes'], { env, stdio: 'ignore' })

/** name, arguments of node, greatest ratio of medians to the first one. */
const CASES = [
  ['node -e 0', () => ['-e', '0'], undefined],
  ['--version', () => [BIN, '--version'], 1.8],
  ['--help', () => [BIN, '--help'], 1.8],
  ['keygen', () => [BIN, 'keygen'], 2.0],
  ['jwt mint', () => [BIN, 'jwt', 'mint', '--access', 'read', '--key-env', 'BENCH_KEY'], 2.2],
  ['jwt can --list', () => [BIN, 'jwt', 'can', '--list', '--as', 'read-only'], 2.5],
  ['config validate', () => [BIN, 'config', 'validate', ready], 2.5],
  ['init', () => [BIN, 'init', join(scratch, String(fresh++)), '--yes'], 5],
]

const times = CASES.map(() => [])
for (let run = -1; run < RUNS; run++) {
  for (const [index, [name, args]] of CASES.entries()) {
    const start = process.hrtime.bigint()
    const { status } = spawnSync(process.execPath, args(), {
      env,
      cwd: scratch,
      // All output is thrown away: a pipe would add the start of Node's network code to every command that speaks.
      stdio: 'ignore',
    })
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
    if (status !== 0) throw new Error(`${name} failed with exit code ${status}`)
    // The first round warms the disk cache.
    if (run >= 0) times[index].push(milliseconds)
  }
}
rmSync(scratch, { recursive: true, force: true })

const quantile = (sorted, part) => sorted[Math.floor((sorted.length - 1) * part)]
const base = quantile(
  [...times[0]].sort((a, b) => a - b),
  0.5,
)
let failed = false
console.log(`node ${process.version}, ${cpus()[0]?.model.trim()} × ${cpus().length}, ${RUNS} runs each\n`)
console.log('command         median ms   p10–p90 ms   ratio   limit')
for (const [index, [name, , limit]] of CASES.entries()) {
  const sorted = [...times[index]].sort((a, b) => a - b)
  const median = quantile(sorted, 0.5)
  const ratio = median / base
  const verdict = limit === undefined ? '' : `${limit.toFixed(1)}${ratio > limit ? '  OVER' : ''}`
  failed ||= limit !== undefined && ratio > limit
  const spread = `${quantile(sorted, 0.1).toFixed(0)}–${quantile(sorted, 0.9).toFixed(0)}`
  console.log(
    `${name.padEnd(15)} ${median.toFixed(1).padStart(9)}   ${spread.padStart(10)}   ${ratio.toFixed(2).padStart(5)}   ${verdict}`,
  )
}
process.exitCode = failed ? 1 : 0
