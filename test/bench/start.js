// Start-up and whole commands as ratios to `node -e 0`, pair by pair, all measured in turn in one run: every verb of the
// tool. Those without arguments here are measured with --help, which loads their code.
// usage: npm run bench:start [-- RUNS]   exit 1 where a median is above its limit
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BIN, env, ranged, ratios, spread } from './measure.js'

const RUNS = Number(process.argv[2] ?? 21)
const scratch = mkdtempSync(join(tmpdir(), 'qdrant-auth-bench-'))
let fresh = 0
const newDirectory = () => join(scratch, String(fresh++))
// A directory with TLS, as init leaves it.
const ready = join(scratch, 'ready')
const tool = (...args) => spawnSync(process.execPath, [BIN, ...args], { cwd: scratch, env, encoding: 'utf8' })
tool('init', ready, '--yes')

/** Arguments of verbs as they are mostly called, and the greatest ratio of medians. */
const KNOWN = {
  keygen: [[], 2.0],
  'jwt mint': [['--access', 'read', '--key-env', 'BENCH_KEY'], 2.2],
  'jwt can': [['--list', '--as', 'read-only'], 2.5],
  'config validate': [[ready], 2.5],
  'config show': [[ready]],
  'config schema': [[]],
  'config rules': [[]],
  'certs show': [[join(ready, 'tls')]],
  'certs check': [[join(ready, 'tls')]],
  'certs init': [(directory) => ['--node', 'n1', '--client', 'app', '-C', directory]],
  init: [(directory) => [directory, '--yes'], 5],
}

/** Names below `Commands:` of a help text; what is indented more goes on with the line before. */
const listed = (help) =>
  [...(help.split('\nCommands:\n')[1] ?? '').split('\n\n')[0].matchAll(/^ {2}(\S+)/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== 'help')

const verbs = listed(tool('--help').stdout).flatMap((name) => {
  const below = listed(tool(name, '--help').stdout)
  return below.length === 0 ? [name] : below.map((verb) => `${name} ${verb}`)
})

function caseOf(name) {
  const [args, limit] = KNOWN[name] ?? []
  if (args === undefined) return [`${name} --help`, () => [BIN, ...name.split(' '), '--help'], undefined]
  return [
    name,
    () => [BIN, ...name.split(' '), ...(typeof args === 'function' ? args(newDirectory()) : args)],
    limit,
  ]
}

const CASES = [
  ['node -e 0', () => ['-e', '0'], undefined],
  ['--version', () => [BIN, '--version'], 1.8],
  ['--help', () => [BIN, '--help'], 1.8],
  ...verbs.map(caseOf),
]

const times = CASES.map(() => [])
for (let run = -1; run < RUNS; run++) {
  for (const [index, [name, args]] of CASES.entries()) {
    const argv = args()
    const start = process.hrtime.bigint()
    const { status } = spawnSync(process.execPath, argv, { env, cwd: scratch, stdio: 'ignore' })
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
    if (status !== 0) throw new Error(`${name} failed with exit code ${status}`)
    // The first round warms the disk cache.
    if (run >= 0) times[index].push(milliseconds)
  }
}
rmSync(scratch, { recursive: true, force: true })

console.log(`${RUNS} runs each, medians (p10–p90)\n`)
console.log('command                            ms                 ratio to node -e 0   limit')
for (const [index, [name, , limit]] of CASES.entries()) {
  const ratio = ratios(times[index], times[0])
  const over = limit !== undefined && ratio.median > limit
  if (over) process.exitCode = 1
  console.log(
    [
      name.padEnd(34),
      ranged(spread(times[index]), 0).padEnd(18),
      ranged(ratio, 2).padEnd(20),
      `${limit?.toFixed(1) ?? ''}${over ? '  OVER' : ''}`,
    ]
      .join(' ')
      .trimEnd(),
  )
}
