import { expect, test } from 'vitest'
import { RULES } from '../../src/config/rules.ts'
import type { Finding } from '../../src/finding.ts'
import { findingsOf, KEY, placeOf } from './fixture.ts'
import { CASES, config, GOOD, OTHER, service, tls } from './rule-cases.ts'
import { WORDS } from './rule-words.ts'

const said = ({ level, message, hint }: Finding): string =>
  `${level}: ${message}${hint === undefined ? '' : ` → ${hint}`}`

test.each(CASES)('%s', async (rule, failing, place, passing) => {
  const found = await findingsOf({ ...failing, only: [rule] })
  expect(found.map(placeOf)).toContain(place)
  const nth = CASES.filter(([name]) => name === rule).findIndex(([, setup]) => setup === failing)
  const words = WORDS[rule] ?? []
  expect(found.map(said)).toContain(words[nth] ?? words[0])
  expect(await findingsOf({ ...passing, only: [rule] })).toEqual([])
})

test('what cannot be judged is not called open', async () => {
  expect((await findingsOf(config('- '.repeat(20_000)))).map(({ ruleId }) => ruleId)).toEqual([
    'config/not-judged',
  ])
})

test('a binary file has two findings, not thousands', async () => {
  const ids = (await findingsOf(config('\0x\0'.repeat(5000)))).map(({ ruleId }) => ruleId)
  expect(ids.length).toBeLessThanOrEqual(3)
})

test('every rule has a failing and a passing fixture', () => {
  const tested = new Set(CASES.map(([rule]) => `config/${rule}`))
  expect(RULES.map(({ id }) => id).filter((id) => !tested.has(id))).toEqual([])
  expect(RULES.length).toBeGreaterThanOrEqual(45)
})

test('a good configuration has no findings', async () => {
  expect(await findingsOf(GOOD)).toEqual([])
  expect(await findingsOf(tls())).toEqual([])
})

test('a comment switches a rule off for the next line, and an argument everywhere', async () => {
  const text = service('# qdrant-auth-disable-next-line config/unknown-key', 'enable_tsl: true')
  expect(await findingsOf(config(text))).toEqual([])
  const other = service('# qdrant-auth-disable-next-line short-key', 'enable_tsl: true')
  expect((await findingsOf(config(other))).map(({ ruleId }) => ruleId)).toEqual(['config/unknown-key'])
  expect(await findingsOf({ ...config(other), disabled: ['config/unknown-key'] })).toEqual([])
})

test('a finding holds no secret', async () => {
  for (const [, failing] of CASES) {
    const text = JSON.stringify(await findingsOf(failing))
    expect(text).not.toContain(KEY)
    expect(text).not.toContain(OTHER)
    expect(text).not.toContain('s3cretpassword')
  }
})
