// `audit report` of a large log against jq doing the same group-by: throughput, memory, and how both grow.
// usage: npm run bench:audit [-- MIB]   1024 without it; exit 1 where a limit is missed
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { watchPeak } from './peak.js'

const MIB = Number(process.argv[2] ?? 1024)
const BIN = fileURLToPath(new URL('../../bin/qdrant-auth.js', import.meta.url))
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env

if (spawnSync('jq', ['--version']).status !== 0) {
  console.log('jq is not installed: nothing to compare with')
  process.exit(1)
}

/** Counts as the report does, and holds no more than the counts. */
const GROUP_BY = `reduce inputs as $event ({};
  .events += 1
  | .subject[$event.subject // ""] += 1 | .authType[$event.auth_type] += 1
  | .operation[$event.method // $event.api] += 1 | .collection[$event.collection // ""] += 1
  | .result[$event.result] += 1)`

const METHODS = [
  'query_batch',
  'upsert_points',
  'retrieve',
  'scroll',
  'count',
  'delete_points',
  'set_payload',
  'get_collection',
  'list_collections',
  'create_payload_index',
]

let state = 42
/** The same log at every run. */
const below = (limit) => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0
  return (state >>> 8) % limit
}
const hex = (length) => Array.from({ length }, () => below(16).toString(16)).join('')

/** As a busy server writes it: fifty subjects, each in a few collections and from a few addresses. */
function event(time) {
  const method = METHODS[below(METHODS.length)]
  const caller = below(50)
  const collection = `collection-${(caller * 3 + below(3)) % 20}`
  const byKey = below(5) === 0
  const isDenied = below(100) === 0
  const fields = {
    timestamp: new Date(time).toISOString().replace('Z', `${100_000 + below(900_000)}Z`),
    method,
    api: below(2) ? `/collections/${collection}/points/${below(100_000)}` : '/qdrant.Points/Upsert',
    auth_type: byKey ? 'ApiKey' : 'Jwt',
    ...(!byKey && { subject: `service-${caller}` }),
    remote: `10.0.${caller % 4}.${below(16)}`,
    collection,
    ...(below(2) && { tracing_id: hex(32) }),
    result: isDenied ? 'denied' : 'ok',
    ...(isDenied && { error: `Forbidden: Write access to collection ${collection} is required` }),
  }
  return `${JSON.stringify(fields)}\n`
}

function writeLog(path, mebibytes) {
  const file = openSync(path, 'w')
  let time = Date.parse('2026-10-01T00:00:00Z')
  for (let written = 0; written < mebibytes * 2 ** 20; ) {
    const lines = []
    for (let count = 0; count < 5000; count++) {
      time += below(500)
      lines.push(event(time))
    }
    written += writeSync(file, lines.join(''))
  }
  closeSync(file)
}

/** Seconds, peak memory in MiB and what was printed. */
function measure(program, args) {
  return new Promise((done, failed) => {
    const start = process.hrtime.bigint()
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const peak = watchPeak(child)
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => {
      const mebibytes = peak()
      const seconds = Number(process.hrtime.bigint() - start) / 1e9
      if (code === 0) done({ seconds, mebibytes, output: JSON.parse(output) })
      else failed(new Error(`${program} ended with ${code}`))
    })
  })
}

const scratch = mkdtempSync(join(tmpdir(), 'qdrant-auth-bench-'))
const limits = {}
try {
  const path = join(scratch, 'audit.2026-10-01.log')
  const rows = []
  for (const size of [MIB / 4, MIB / 2, MIB]) {
    writeLog(path, size)
    const ours = await measure(process.execPath, [BIN, 'audit', 'report', path, '--json'])
    rows.push({ size, ...ours })
    console.log(
      `ours ${size} MiB: ${ours.seconds.toFixed(2)} s, ${(size / ours.seconds).toFixed(0)} MiB/s, peak ${ours.mebibytes.toFixed(0)} MiB`,
    )
  }
  const jq = await measure('jq', ['-n', GROUP_BY, path])
  console.log(
    `jq   ${MIB} MiB: ${jq.seconds.toFixed(2)} s, ${(MIB / jq.seconds).toFixed(0)} MiB/s, peak ${jq.mebibytes.toFixed(0)} MiB`,
  )
  const [quarter, half, whole] = rows
  const { groups, events } = whole.output
  const counts = (name) =>
    Object.fromEntries(groups[name].map((group) => [group.name ?? '', group.events]).sort())
  const same = ['subject', 'authType', 'operation', 'collection', 'result'].every(
    (name) =>
      JSON.stringify(counts(name)) ===
      JSON.stringify(Object.fromEntries(Object.entries(jq.output[name]).sort())),
  )
  console.log(`ratio ${(jq.seconds / whole.seconds).toFixed(1)}`)
  limits['the same counts as jq'] = same && events === jq.output.events
  limits['at least 5 times as fast as jq'] = jq.seconds / whole.seconds >= 5
  limits['peak at most 200 MiB'] = rows.every(({ mebibytes }) => mebibytes <= 200)
  limits['time is linear'] = whole.seconds - half.seconds <= 2.6 * (half.seconds - quarter.seconds)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
for (const [limit, holds] of Object.entries(limits)) console.log(`${holds ? 'ok  ' : 'MISS'} ${limit}`)
process.exitCode = Object.values(limits).every(Boolean) ? 0 : 1
