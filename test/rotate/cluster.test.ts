import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCluster } from '../../src/rotate/cluster.ts'
import type { Hands } from '../../src/rotate/hands.ts'
import { parseInventory } from '../../src/rotate/inventory.ts'
import { put, temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

/** Opening a cluster asks nobody. */
const HANDS = {} as Hands

const portsIn = async (base: string, node: object) => {
  const inventory = parseInventory({ nodes: [{ name: 'n1', url: 'https://n1:6333', config: '.', ...node }] })
  const { nodes } = await openCluster(inventory, { base, allowPlaintext: false }, HANDS)
  return nodes.map(({ grpc, p2p }) => [grpc?.href, p2p?.href])
}

const KEY = 'api_key: "Qx7vT0e9bK3mWZ1sYp5dRfLh8uNcJ2aGoVi6EtB4kXw"'

test('the ports of a node whose certificates are elsewhere are asked all the same', async () => {
  const base = temporaryDirectory()
  put(
    join(base, 'config/config.yaml'),
    `service: {${KEY}, enable_tls: true, grpc_port: 7334}\ncluster: {enabled: true, p2p: {port: 7335, enable_tls: true}}\n`,
  )
  expect(await portsIn(base, {})).toEqual([['https://n1:7334/', 'https://n1:7335/']])
  put(
    join(base, 'config/config.yaml'),
    `service: {${KEY}, enable_tls: true, grpc_port: null}\ncluster: {enabled: false}\n`,
  )
  expect(await portsIn(base, {})).toEqual([[undefined, undefined]])
})

test('each node of a cluster that init made has its own certificates', async () => {
  const base = temporaryDirectory()
  await run(['init', '.', '--cluster', '2', '--yes'], { cwd: base, now: new Date() })
  expect(await portsIn(base, { name: 'node-2' })).toEqual([['https://n1:6334/', 'https://n1:6335/']])
})
