import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { YamlNode } from '../../../src/qdrant/yaml/node.ts'
import { readYaml } from '../../../src/qdrant/yaml/read.ts'

/**
 * Texts made at random, and what yaml-rust2 0.11.0 made of each: its documents, or its error. Kept are those that told a
 * wrong reader from a right one. Integers are `{int}`, so that no digit is lost.
 */
const RECORDED: [text: string, result: unknown][] = JSON.parse(
  readFileSync(new URL('yaml-rust2.json', import.meta.url), 'utf8'),
)

function shown(node: YamlNode): unknown {
  switch (node.kind) {
    case 'null':
      return null
    case 'bad':
      return { bad: true }
    case 'real':
      return { real: node.value }
    case 'integer':
      return { int: String(node.value) }
    case 'sequence':
      return node.items.map(shown)
    case 'mapping':
      return { map: node.entries.map(({ key, value }) => [shown(key), shown(value)]) }
    default:
      return node.value
  }
}

test.each(RECORDED)('%j', (text, result) => {
  const yaml = readYaml(text)
  expect(yaml.kind === 'documents' ? yaml.documents.map(shown) : yaml.kind === 'error' && yaml.text).toEqual(
    result,
  )
})
