// `node test/bench/rotate.js`: how long the tool itself takes to ask nodes everything a rotation asks (rotate start
// --dry-run: versions, peers, and every credential on REST and gRPC), whole processes, for 3 and for 100 nodes on loopback.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { verdict } from './measure.js'

const CLI = fileURLToPath(new URL('../../bin/qdrant-auth.js', import.meta.url))
const CHILD = fileURLToPath(new URL('cluster-child.js', import.meta.url))
const KEY = 'Qx7vT0e9bK3mWZ1sYp5dRfLh8uNcJ2aGoVi6EtB4kXw'
const RUNS = 7
const LIMITS = { 3: 1000, 100: 3000 }

const held = {}
const directory = mkdtempSync(join(tmpdir(), 'qdrant-auth-bench-'))
const child = spawn(process.execPath, [CHILD, KEY], { stdio: ['ignore', 'pipe', 'inherit'] })
try {
  const [line] = await once(child.stdout, 'data')
  const { rest, grpc } = JSON.parse(line)
  for (const count of [3, 100]) {
    const nodes = Array.from({ length: count }, (_, index) => {
      const config = `n${index}`
      mkdirSync(join(directory, config, 'config'), { recursive: true })
      writeFileSync(join(directory, config, 'config/local.yaml'), `service:\n  api_key: "${KEY}"\n`)
      // One process is all of them; two nodes with one address would be refused.
      return { name: config, url: `http://127.0.0.1:${rest}/#${config}`, grpc, config }
    })
    writeFileSync(join(directory, 'qdrant-auth.yaml'), JSON.stringify({ nodes }))
    const times = Array.from({ length: RUNS }, () => {
      const start = performance.now()
      const { status, stderr } = spawnSync(process.execPath, [CLI, 'rotate', 'start', '--dry-run'], {
        cwd: directory,
      })
      if (status !== 0) throw new Error(String(stderr))
      return performance.now() - start
    }).sort((a, b) => a - b)
    const median = Math.round(times[Math.floor(RUNS / 2)])
    process.stdout.write(
      `${String(count).padStart(3)} nodes: ${median} ms (${Math.round(times[0])}–${Math.round(times[RUNS - 1])})\n`,
    )
    held[`${count} nodes in ${LIMITS[count]} ms`] = median <= LIMITS[count]
  }
  verdict(held)
} finally {
  child.kill()
  rmSync(directory, { recursive: true, force: true })
}
