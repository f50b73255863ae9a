import { expect, test } from 'vitest'
import { COMMANDS, isNoun, type Verb } from '../../src/cli/commands.ts'
import { ENTRIES } from '../../src/explain/entries.ts'
import { RULE_SETS } from '../../src/explain/rules.ts'
import { run } from '../support/io.ts'

const VERBS: readonly { path: string; verb: Verb }[] = COMMANDS.flatMap((entry) =>
  isNoun(entry)
    ? entry.verbs.map((verb) => ({ path: `${entry.name} ${verb.name}`, verb }))
    : [{ path: entry.name, verb: entry }],
)

const CHECKS = [
  ...ENTRIES.flatMap(({ causes }) => causes.map(({ check }) => check)),
  ...RULE_SETS.map(({ check }) => check),
].filter((check) => check.startsWith('qdrant-auth '))

test('every check that is a command of this tool names a verb and options that there are', async () => {
  const wrong: string[] = []
  for (const check of new Set(CHECKS)) {
    const words = check.split(' ').slice(1)
    const path = [words.slice(0, 2).join(' '), words[0] ?? ''].find((name) =>
      VERBS.some((one) => one.path === name),
    )
    if (path === undefined) {
      wrong.push(check)
      continue
    }
    const { stdout: help } = await run([...path.split(' '), '--help'], { cwd: '/' })
    const own = words.slice(0, words.includes('--') ? words.indexOf('--') : words.length)
    for (const flag of own.filter((word) => word.startsWith('--')))
      if (!help.includes(` ${flag} `)) wrong.push(`${check}: ${flag}`)
  }
  expect(wrong).toEqual([])
})

test('checks fit a line of a terminal, and can be copied', () => {
  for (const { id, causes } of ENTRIES)
    for (const { check } of causes) {
      expect(check.length, `${id}: ${check}`).toBeLessThanOrEqual(75)
      expect(check, id).toMatch(/^[!-~]+( [!-~]+)*$/)
    }
})

test('no check puts a secret on a command line', () => {
  for (const { id, causes } of ENTRIES)
    for (const { check } of causes) expect(check, id).not.toMatch(/-H ['"]?(api-key|authorization)/i)
})

test('titles and causes are words for people', () => {
  for (const { id, title, causes } of ENTRIES) {
    expect(title, id).toMatch(/^\S.*[^.]$/)
    expect(causes.length, id).toBeGreaterThan(0)
    for (const { cause, tell } of causes) {
      expect(cause, id).toMatch(/[.…]$/)
      expect(tell, id).toMatch(/^\S.*[^.]$/)
    }
  }
})
