// `node test/bench/doctor.js [runs]`: doctor on one healthy node, whole processes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { BIN, env, measure, ranged, spread, verdict } from './measure.js'

const RUNS = Number(process.argv[2] ?? 15)
const CHILD = fileURLToPath(new URL('cluster-child.js', import.meta.url))

const node = spawn(process.execPath, [CHILD, env.BENCH_KEY], { stdio: ['ignore', 'pipe', 'inherit'] })
try {
  const [line] = await once(node.stdout, 'data')
  const { rest, grpc } = JSON.parse(line)
  const asked = [BIN, 'doctor', `http://127.0.0.1:${rest}`, '--grpc', String(grpc), '--key-env', 'BENCH_KEY']
  const seconds = []
  // Findings of any kind but notes would end it with 1, which is no healthy node.
  for (let run = 0; run < RUNS; run++)
    seconds.push((await measure(process.execPath, [...asked, '--fail-on', 'warning'])).seconds)
  const taken = spread(seconds)
  console.log(`REST and gRPC of one node: ${ranged(taken, 2)} s`)
  verdict({ 'one healthy node in 1 s': taken.median <= 1 })
} finally {
  node.kill()
}
