import { expect, test } from 'vitest'
import { nodesFrom } from '../../src/certs/nodes-file.ts'

const NODES = [
  { name: 'n1', names: ['10.0.0.1'] },
  { name: 'n2', names: [] },
]

test.each([
  ['a list', [{ name: 'n1', names: ['10.0.0.1'] }, 'n2']],
  ['a mapping', { n1: ['10.0.0.1'], n2: null }],
])('%s of nodes', (_, value) => {
  expect(nodesFrom(value)).toEqual(NODES)
})

test.each([
  [null, 'neither a list nor a mapping'],
  ['n1', 'neither a list nor a mapping'],
  [[1], 'entry 1 is neither a name nor a mapping'],
  [['a', { names: [] }], 'entry 2 has no name'],
  [[{ name: 'a', ip: 'x' }], 'entry 1 has an unknown key "ip"'],
  [[{ name: 'a', names: 'x' }], 'the names of a are not a list of texts'],
  [{ a: [1] }, 'the names of a are not a list of texts'],
])('%j is refused', (value, reason) => {
  expect(() => nodesFrom(value)).toThrow(reason)
})
