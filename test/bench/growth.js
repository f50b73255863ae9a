// How time and memory grow: tokens of a batch, configurations of a fleet, certificates, each from 10² on.
// usage: npm run bench:growth [-- MOST]   up to so many rows (1,000,000) and a hundredth as many directories and nodes
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BIN, measure, verdict } from './measure.js'

const MOST = Number(process.argv[2] ?? 1_000_000)
const scratch = mkdtempSync(join(tmpdir(), 'qdrant-auth-bench-'))

async function rows(count) {
  const path = join(scratch, `${count}.ndjson`)
  const out = createWriteStream(path)
  for (let row = 0; row < count; row++) {
    const text = `${JSON.stringify({ name: `t${row}`, subject: `user-${row}`, collections: { docs: 'read' } })}\n`
    if (!out.write(text)) await new Promise((done) => out.once('drain', done))
  }
  await new Promise((done) => out.end(done))
  return ['jwt', 'mint', '--from', path, '--key-env', 'BENCH_KEY', '--no-record']
}

function directories(count) {
  const paths = Array.from({ length: count }, (_, index) => join(scratch, `fleet-${count}`, String(index)))
  for (const path of paths) {
    mkdirSync(join(path, 'config'), { recursive: true })
    const text = 'service:\n  host: 127.0.0.1\n  api_key: "tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx"\n'
    writeFileSync(join(path, 'config/config.yaml'), text, { mode: 0o600 })
  }
  return ['config', 'validate', ...paths]
}

function nodes(count) {
  const directory = join(scratch, `nodes-${count}`)
  mkdirSync(directory)
  const names = Array.from({ length: count }, (_, index) => ['--node', `n${index}`]).flat()
  return ['certs', 'init', '-C', directory, ...names]
}

const powers = (most) => [2, 3, 4, 5, 6].map((power) => 10 ** power).filter((count) => count <= most)
const limits = {}
for (const [what, most, argv] of [
  ['jwt mint --from, rows', MOST, rows],
  ['config validate, directories', Math.max(100, MOST / 100), directories],
  ['certs init, nodes', Math.max(100, MOST / 1000), nodes],
]) {
  console.log(`${what.padEnd(30)} seconds   a second   peak MiB`)
  const points = []
  for (const count of powers(most)) {
    const point = { count, ...(await measure(process.execPath, [BIN, ...(await argv(count))])) }
    points.push(point)
    const { seconds, mebibytes } = point
    console.log(
      `${count.toLocaleString('en').padStart(30)} ${seconds.toFixed(2).padStart(7)} ${(count / seconds).toFixed(0).padStart(10)} ${mebibytes.toFixed(0).padStart(10)}`,
    )
  }
  console.log()
  // Ten times as many: at most ten times the time and a quarter for noise; the start of the process only helps.
  const linear = points.slice(1).every(({ seconds }, index) => seconds <= 12.5 * points[index].seconds)
  limits[`${what}: time is linear`] = linear
}
rmSync(scratch, { recursive: true, force: true })
verdict(limits)
