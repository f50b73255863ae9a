import { expect, test } from 'vitest'
import { nearest } from '../src/nearest.ts'

test.each([
  ['apikey', ['api_key', 'host'], 'api_key'],
  ['api_kye', ['api_key'], 'api_key'],
  ['hots', ['host', 'port'], 'host'],
  ['host', ['host', 'hosts'], undefined],
  ['', ['m', 'api_key'], undefined],
  ['x', ['m'], undefined],
  ['prot', ['m', 'metrics'], undefined],
])('%j among %j', (name, known, meant) => {
  expect(nearest(name, known)).toBe(meant)
})
