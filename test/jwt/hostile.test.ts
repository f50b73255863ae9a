import { expect, test } from 'vitest'
import { inspectToken } from '../../src/jwt/inspect.ts'
import { KEY, signed } from '../qdrant/token/signed.ts'
import { cpuMs } from '../support/cpu.ts'

const inspect = (token: string) =>
  inspectToken({
    token,
    headers: [['api-key', token]],
    apiKey: KEY,
    altApiKey: undefined,
    now: new Date('2026-11-23T12:00:00Z'),
    serverVersion: '1.19.0',
  })

test('claims without a bottom are cut where they are shown', () => {
  const deep = 20_000
  const inspection = inspect(signed(`{"access":"r","x":${'['.repeat(deep)}${']'.repeat(deep)}}`))
  expect(inspection.verdict.accepted).toBe(true)
  expect(JSON.stringify(inspection.claims)).toBe(`{"access":"r","x":${'['.repeat(99)}"…"${']'.repeat(99)}}`)
})

test('objects without a bottom, and lists beside each other', () => {
  const deep = 200
  const { claims } = inspect(
    signed(`{"access":"r","x":${'{"y":'.repeat(deep)}1${'}'.repeat(deep)},"z":[[1,null],["a"]]}`),
  )
  expect(JSON.stringify(claims)).toBe(
    `{"access":"r","x":${'{"y":'.repeat(99)}"…"${'}'.repeat(99)},"z":[[1,null],["a"]]}`,
  )
})

test('thousands of claims take no time', () => {
  const start = cpuMs()
  const claims = (name: (index: number) => string) =>
    `{${Array.from({ length: 8000 }, (_, index) => `"${name(index)}":1`).join()}}`
  expect(inspect(signed(claims((index) => `claim${index}`))).findings).toHaveLength(8002)
  expect(inspect(signed(claims(() => 'x'))).findings.map(({ ruleId }) => ruleId)).toEqual([
    'jwt/duplicate-claim',
    'jwt/no-access',
    'jwt/never-expires',
    'jwt/unknown-claim',
  ])
  expect(cpuMs() - start).toBeLessThan(2000)
})

test('names in a token cannot act on a terminal', () => {
  const names = ['\\u001b[2J', '\\u009b2J', '\\u202e']
  const claims = names.map((name) => `"${name}":1,"${name}":1`).join()
  const { findings } = inspect(
    signed(
      `{"access":[{"collection":"*\\u001b]0;x","access":"r"}],${claims}}`,
      '{"alg":"HS256","\\u001b[31m":1}',
    ),
  )
  const said = findings.map(({ message }) => message).join('\n')
  expect(said).toContain('header.\\u001b[31m: it is not a string')
  expect(said).toContain('"\\u009b2J" is there more than once')
  expect(said).toContain('"*\\u001b]0;x" is no pattern')
  expect(said).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
})
