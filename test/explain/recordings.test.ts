import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { explain } from '../../src/explain/explain.ts'

const recording = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../conformance/recordings/${name}.json`, import.meta.url), 'utf8'),
  ) as unknown

/** The texts below any of the keys, wherever they are. */
function textsAt(node: unknown, keys: readonly string[], inside = false): string[] {
  if (typeof node === 'string') return inside ? [node] : []
  if (Array.isArray(node)) return node.flatMap((item) => textsAt(item, keys, inside))
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => textsAt(value, keys, inside || keys.includes(key)))
}

async function unknown(texts: readonly string[]): Promise<string[]> {
  const left: string[] = []
  for (const text of new Set(texts)) if ((await explain(text)).matches.length === 0) left.push(text)
  return left
}

test('every refusal of a credential that was recorded is known', async () => {
  const texts = textsAt([recording('tokens'), recording('access')], ['error', 'details'])
  const refusals = texts.filter((text) => /Forbidden|Invalid|Must provide|Signature|access\[/.test(text))
  expect(new Set(refusals).size).toBeGreaterThan(15)
  expect(await unknown(refusals)).toEqual([])
})

test('every reason for which a recorded server did not start, and all that it warned of, is known', async () => {
  const { cases } = recording('config') as { cases: unknown[] }
  const texts = textsAt(cases, ['stderr', 'messages']).filter((text) => /Error|ERROR|WARN/.test(text))
  expect(new Set(texts).size).toBeGreaterThan(250)
  expect(await unknown(texts)).toEqual([])
})

test('what nodes and clients met during the recorded rotations is known', async () => {
  const texts = textsAt(recording('rotation'), ['firstErrors'])
  expect(texts.length).toBeGreaterThan(10)
  expect(await unknown(texts)).toEqual([])
})

test('what clients of the recorded TLS ports were told is known', async () => {
  const refused = textsAt(recording('tls-observed'), ['result']).filter((text) => /refused|alert/.test(text))
  expect(refused.length).toBeGreaterThan(2)
  expect(await unknown(refused)).toEqual([])
})
