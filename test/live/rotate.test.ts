import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openCluster } from '../../src/rotate/cluster.ts'
import { parseInventory } from '../../src/rotate/inventory.ts'
import { waitUntilReady } from '../../src/rotate/readiness.ts'
import { put, temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { LiveCluster } from './cluster.ts'
import { makeCollection, startLoad } from './load.ts'
import { QDRANT_BIN } from './server.ts'

const OLD = 'Qx7vT0e9bK3mWZ1sYp5dRfLh8uNcJ2aGoVi6EtB4kXw'
const NEW = 'a2NfR8hVw5YjD0qLx7ZpGt3sCeUoMb1iKr6TnPvB9yE'
const SERVICE = `  api_key: "${OLD}"\n  jwt_rbac: true\n  enforce_internal_auth: true\n`

const sleep = async (milliseconds: number) => {
  await setTimeout(milliseconds)
}

/** Restarts every node as often as said, as carefully as a rotation does, and changes nothing. */
async function restartAll(cluster: LiveCluster, key: string, rolls: number): Promise<void> {
  const { directory, execute } = cluster
  const unused = async () => {
    throw new Error('not asked for')
  }
  const hands = {
    now: () => new Date(),
    sleep,
    tag: () => '',
    processes: { pid: 1, isAlive: () => false },
    random: () => new Uint8Array(),
    execute,
    capture: unused,
    say: async () => {},
    secretVariables: [],
    signal: new AbortController().signal,
  }
  const place = { base: directory, allowPlaintext: false }
  const nodes = await openCluster(parseInventory(JSON.parse(cluster.inventory())), place, hands)
  const patience = { restart: 60_000, ready: 120_000, look: 100 }
  for (let roll = 0; roll < rolls; roll++)
    for (const { name } of nodes.nodes) {
      await execute(['restart', name])
      await waitUntilReady(nodes, [key], 'cluster', patience, hands)
    }
}

const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

/** Standard error of the difference of two means: what is below two of it is chance. */
function errorOfDifference(...samples: number[][]): number {
  const squares = samples.map((sample) => {
    const middle = mean(sample)
    return mean(sample.map((one) => (one - middle) ** 2)) / (sample.length - 1)
  })
  return Math.sqrt(squares.reduce((sum, one) => sum + one, 0))
}

test.skipIf(QDRANT_BIN === undefined)(
  'three real nodes that check each other, under load: nobody is refused, and no more fails than without a change',
  async () => {
    const cwd = temporaryDirectory()
    const cluster = await LiveCluster.start(cwd, SERVICE)
    put(join(cwd, 'qdrant-auth.yaml'), cluster.inventory())
    put(join(cwd, 'new.key'), NEW, 0o600)
    await makeCollection(cluster, OLD)
    const rotate = async (...argv: string[]) => {
      const outcome = await run(['rotate', ...argv], {
        cwd,
        now: new Date(),
        execute: cluster.execute,
        sleep,
      })
      expect([outcome.code, outcome.stderr]).toEqual([0, expect.any(String)])
    }
    // The control comes before and after: whatever else the machine does meanwhile meets both.
    const control = async (key: string) => {
      const load = startLoad(cluster, key)
      await restartAll(cluster, key, 2)
      return load.stop()
    }
    const before = await control(OLD)
    const load = startLoad(cluster, OLD)
    await rotate('start', '--key-file', 'new.key', '--soak', '0s', '--yes', '--until', '2')
    load.key = NEW
    await rotate('next', '--yes', '--callers-moved', '--until', 'end')
    const outcome = await load.stop()
    const after = await control(NEW)
    console.log(JSON.stringify({ before, rotation: outcome, after }))
    expect(outcome.refused).toBe(0)
    expect(cluster.peerRefusals()).toEqual([])
    expect(outcome.served).toBeGreaterThan(100)
    expect(outcome.failed, JSON.stringify(load.tally)).toBeLessThanOrEqual(before.failed + after.failed)
    // A majority cannot be read while a node is down, with or without a new key. For how long differs from restart to restart.
    const unchanged = [...before.majority, ...after.majority]
    expect([outcome.majority.length, unchanged.length]).toEqual([9, 12])
    expect(mean(outcome.majority)).toBeLessThanOrEqual(
      mean(unchanged) + 2 * errorOfDifference(outcome.majority, unchanged),
    )
  },
  900_000,
)
