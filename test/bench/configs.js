// `config validate` of many directories in one call: configurations a second, how it grows, and memory.
// usage: npm run bench:configs   exit 1 where a limit is not met
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BIN, measure, verdict } from './measure.js'

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

/** Every directory has its finding: exit 1, and as many errors. */
async function validated(paths) {
  const { said, ...figures } = await measure(process.execPath, [BIN, 'config', 'validate', ...paths], {
    exitCode: 1,
  })
  if (!said.includes(`${paths.length} error(s)`)) throw new Error(said)
  return figures
}

const counts = [500, 1000, 2000]
const results = []
for (const count of counts) results.push({ count, ...(await validated(directories(count))) })
rmSync(scratch, { recursive: true, force: true })

console.log('directories   seconds   a second   peak MiB')
for (const { count, seconds, mebibytes } of results)
  console.log(
    `${String(count).padStart(11)} ${seconds.toFixed(2).padStart(9)} ${(count / seconds).toFixed(0).padStart(10)} ${mebibytes.toFixed(0).padStart(10)}`,
  )
const [few, thousand, many] = results
verdict({
  '1,000 directories: at least 500 a second': 1000 / thousand.seconds >= 500,
  'peak at most 200 MiB': results.every(({ mebibytes }) => mebibytes <= 200),
  'time is linear': many.seconds - thousand.seconds <= 2.6 * (thousand.seconds - few.seconds),
})
