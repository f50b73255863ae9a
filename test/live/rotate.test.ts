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

async function setUp() {
  const cwd = temporaryDirectory()
  const cluster = await LiveCluster.start(cwd, SERVICE)
  put(join(cwd, 'qdrant-auth.yaml'), cluster.inventory())
  put(join(cwd, 'new.key'), NEW, 0o600)
  await makeCollection(cluster, OLD)
  const rotate = async (...argv: string[]) => {
    const outcome = await run(['rotate', ...argv], { cwd, now: new Date(), execute: cluster.execute, sleep })
    expect([outcome.code, outcome.stderr]).toEqual([0, expect.any(String)])
    return outcome
  }
  return { cwd, cluster, rotate }
}

async function restartAll(cluster: LiveCluster, rolls: number): Promise<void> {
  const { directory, execute } = cluster
  const unused = async () => {
    throw new Error('not asked for')
  }
  const hands = {
    now: () => new Date(),
    sleep,
    tag: () => '',
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
      await waitUntilReady(nodes, [OLD], 'cluster', patience, hands)
      await execute(['restart', name])
    }
}

test.skipIf(QDRANT_BIN === undefined)(
  'three real nodes that check each other, under load: nobody is refused, and no more fails than without a change',
  async () => {
    // The control: as many restarts, waited for in the same way, and no key is changed.
    const control = await setUp()
    const idle = startLoad(control.cluster, OLD)
    await restartAll(control.cluster, 3)
    const before = await idle.stop()

    const { cluster, rotate } = await setUp()
    const load = startLoad(cluster, OLD)
    await rotate('start', '--key-file', 'new.key', '--soak', '0s', '--yes', '--until', '2')
    load.key = NEW
    await rotate('next', '--yes', '--callers-moved', '--until', 'end')
    const outcome = await load.stop()
    const share = ({ failed, served }: typeof before) => failed / (failed + served)
    console.log(JSON.stringify({ control: before, rotation: outcome }))
    expect(outcome.refused).toBe(0)
    expect(cluster.peerRefusals()).toEqual([])
    expect(outcome.served).toBeGreaterThan(100)
    // What fails, fails because a node is down: reads of a majority need every replica. How long that is differs by chance.
    expect(share(outcome)).toBeLessThanOrEqual(share(before) + 0.05)
  },
  600_000,
)
