import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { assignAll } from '../../../src/qdrant/config/orders.ts'
import { parsePath } from '../../../src/qdrant/config/path.ts'
import { readYamlLayer } from '../../../src/qdrant/config/yaml-layer.ts'
import type { Raw, RawTable } from '../../../src/qdrant/settings/raw.ts'

/**
 * Files made at random, and what config-rs 0.15.25 made of them as layers in that order: every tree it came to in 60 runs,
 * as its maps have another order each time, or its error.
 */
const RECORDED: [files: string[], results: unknown[]][] = JSON.parse(
  readFileSync(new URL('config-rs.json', import.meta.url), 'utf8'),
)

function shown(raw: Raw): unknown {
  switch (raw.kind) {
    case 'nil':
      return null
    case 'integer':
      return Number(raw.value)
    case 'list':
      return raw.items.map(shown)
    case 'table':
      return Object.fromEntries([...raw.entries].map(([key, value]) => [key, shown(value)]))
    default:
      return raw.value
  }
}

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )

function results(files: string[]): unknown[] {
  let trees: RawTable[] = [{ kind: 'table', entries: new Map() }]
  for (const text of files) {
    const layer = readYamlLayer(text, { layer: 'config', file: 'f', anyCase: false })
    if (layer.kind !== 'table') return [layer.kind === 'error' && layer.text.replaceAll(' in f', '')]
    trees = assignAll(
      trees,
      [...layer.table.entries].map(([key, raw]) => ({ path: parsePath(key), raw })),
    )
  }
  return trees.map(shown)
}

test.each(RECORDED)('%j', (files, expected) => {
  const found = new Set(results(files).map(canonical))
  expect([...found].sort()).toEqual(expected.map(canonical).sort())
})

// Of keys that count from the end of a list and keys that make it longer, the server takes one order or the other.
test.each([
  [['a[-2]: {}\na[0].c: 1\n'], ['{"a":[{"c":1},null]}', '{"a":[{},{"c":1}]}']],
  [['a.b: 1\na: {c: 2}\n'], ['{"a":{"b":1,"c":2}}']],
  [['a[0]: 1\na[2]: 2\n'], ['{"a":[1,null,2]}']],
  [['a[0]: 1\na[1]: 2\na: []\n'], ['{"a":[1,2]}', '{"a":[1]}', '{"a":[]}', '{"a":[null,2]}']],
  [['a[0]: [x]\na.b: 2\n'], ['{"a":[["x"]]}', '{"a":{"b":2}}']],
  [['a.b: 1\na.c: 2\na: 3\n'], ['{"a":3}', '{"a":{"b":1,"c":2}}', '{"a":{"b":1}}', '{"a":{"c":2}}']],
])('%j', (files, expected) => {
  expect(results(files).map(canonical).sort()).toEqual(expected)
})
