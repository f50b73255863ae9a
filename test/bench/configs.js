// `config validate` of many directories in one call: configurations a second, how it grows, and memory.
// usage: npm run bench:configs   exit 1 where a limit is not met
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { watchPeak } from './peak.js'

const BIN = fileURLToPath(new URL('../../bin/qdrant-auth.js', import.meta.url))
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env
const scratch = mkdtempSync(join(tmpdir(), 'qdrant-auth-bench-'))

/** Each with a misspelt key, so that there is something to find and to suggest. */
const text = (node) => `# node ${node}
service:
  host: 127.0.0.1
  http_port: 6333
  grpc_port: 6334
  api_key: "tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx"
  jwt_rbac: true
  enable_tsl: true
storage:
  storage_path: ./storage
  on_disk_payload: true
  wal:
    wal_capacity_mb: 32
cluster:
  enabled: false
`

function directories(count) {
  const parent = join(scratch, String(count))
  for (let node = 0; node < count; node++) {
    mkdirSync(join(parent, `n${node}`, 'config'), { recursive: true })
    writeFileSync(join(parent, `n${node}`, 'config', 'config.yaml'), text(node), { mode: 0o600 })
  }
  return readdirSync(parent).map((name) => join(parent, name))
}

function measure(paths) {
  return new Promise((done, failed) => {
    const start = process.hrtime.bigint()
    const child = spawn(process.execPath, [BIN, 'config', 'validate', ...paths], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const peak = watchPeak(child)
    let said = ''
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('close', (code) => {
      const mebibytes = peak()
      const seconds = Number(process.hrtime.bigint() - start) / 1e9
      // Every directory has its finding: exit 1, and as many errors.
      if (code !== 1 || !said.includes(`${paths.length} error(s)`)) failed(new Error(`exit ${code}: ${said}`))
      else done({ seconds, mebibytes })
    })
  })
}

const counts = [500, 1000, 2000]
const results = []
for (const count of counts) results.push({ count, ...(await measure(directories(count))) })
rmSync(scratch, { recursive: true, force: true })

console.log('directories   seconds   a second   peak MiB')
for (const { count, seconds, mebibytes } of results)
  console.log(
    `${String(count).padStart(11)} ${seconds.toFixed(2).padStart(9)} ${(count / seconds).toFixed(0).padStart(10)} ${mebibytes.toFixed(0).padStart(10)}`,
  )
const [few, thousand, many] = results
const met = {
  '1,000 directories: at least 500 a second': 1000 / thousand.seconds >= 500,
  'peak at most 200 MiB': results.every(({ mebibytes }) => mebibytes <= 200),
  'time is linear': many.seconds - thousand.seconds <= 2.6 * (thousand.seconds - few.seconds),
}
for (const [limit, holds] of Object.entries(met)) console.log(`${holds ? 'ok  ' : 'MISS'} ${limit}`)
process.exitCode = Object.values(met).every(Boolean) ? 0 : 1
