import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ENTRIES } from '../../src/explain/entries.ts'
import { explain } from '../../src/explain/explain.ts'
import { allRules } from '../../src/explain/rules.ts'

const SRC = new URL('../../src', import.meta.url).pathname

/** Every id of a rule that stands in the source: where it is defined, or where a finding is made. */
const idsInSource = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter(
    (entry) =>
      entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.startsWith(join(SRC, 'explain')),
  )
  .flatMap((entry) => [
    ...readFileSync(join(entry.parentPath, entry.name), 'utf8').matchAll(
      /\b(?:id|ruleId)\b["']?: ?['"`]([a-z]+\/[a-z0-9-]+)['"`]/g,
    ),
  ])
  .map(([, id = '']) => id)

test('every rule id of the source is explained (a set of rules that is missing here belongs into src/explain/rules.ts)', async () => {
  const known = new Set((await allRules()).map(({ rule }) => rule.id))
  expect(new Set(idsInSource).size).toBeGreaterThan(90)
  expect(idsInSource.filter((id) => !known.has(id))).toEqual([])
})

test('every rule is explained by its id, alone and in what a checker prints, in its own words', async () => {
  for (const { rule } of await allRules()) {
    for (const text of [rule.id, `config.yaml:3:5: error: something [${rule.id}]\n  hint: …`]) {
      const { kind, matches } = await explain(text)
      expect({ kind, id: matches[0]?.id, cause: matches[0]?.causes[0]?.cause }).toEqual({
        kind: 'rule',
        id: rule.id,
        cause: rule.reason,
      })
    }
  }
})

test('ids are unique, and entries have none of a rule', async () => {
  const ids = [...(await allRules()).map(({ rule }) => rule.id), ...ENTRIES.map(({ id }) => id)]
  expect(new Set(ids).size).toBe(ids.length)
})

test('words of rules are sentences', async () => {
  for (const { rule } of await allRules())
    for (const text of [rule.summary, rule.reason]) expect(text, rule.id).toMatch(/^\S[^\n]+[.)]$/)
})
