import { expect, test } from 'vitest'
import { accessOfToken, inspectToken } from '../../src/jwt/inspect.ts'
import { KEY, signed } from '../qdrant/token/signed.ts'

const NOW = new Date('2026-11-23T12:00:00Z')

const inspect = (token: string, value = token) =>
  inspectToken({
    token,
    headers: [['api-key', value]],
    apiKey: KEY,
    altApiKey: undefined,
    now: NOW,
    serverVersion: '1.19.0',
  })

// The recorded server answered 200 over REST and UNAUTHENTICATED over gRPC to a blank behind the token.
test('the two transports answer for themselves', () => {
  const token = signed('{"access":"r"}')
  expect(inspect(token, `${token} `).verdict).toMatchObject({
    httpStatus: 200,
    grpcStatus: 'UNAUTHENTICATED',
  })
})

test('a token that only REST can carry', () => {
  const { verdict } = inspect(signed(`{"access":"r","x":"${'x'.repeat(15_000)}"}`))
  expect(verdict).toMatchObject({ accepted: true, httpStatus: 200, grpcStatus: 'UNKNOWN' })
})

test('claims without a bottom are cut where they are shown', () => {
  const deep = 20_000
  const inspection = inspect(signed(`{"access":"r","x":${'['.repeat(deep)}${']'.repeat(deep)}}`))
  expect(inspection.verdict.accepted).toBe(true)
  expect(JSON.stringify(inspection.claims)).toBe(`{"access":"r","x":${'['.repeat(99)}"…"${']'.repeat(99)}}`)
})

test('thousands of claims take no time', () => {
  const start = performance.now()
  const claims = (name: (index: number) => string) =>
    `{${Array.from({ length: 8000 }, (_, index) => `"${name(index)}":1`).join()}}`
  expect(inspect(signed(claims((index) => `claim${index}`))).findings).toHaveLength(8002)
  expect(inspect(signed(claims(() => 'x'))).findings.map(({ ruleId }) => ruleId)).toEqual([
    'jwt/duplicate-claim',
    'jwt/no-access',
    'jwt/never-expires',
    'jwt/unknown-claim',
  ])
  expect(performance.now() - start).toBeLessThan(2000)
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

test('the access of a token that the server refuses for what it says is none', () => {
  expect(accessOfToken(signed('{"access":[["a","r"],["b","rw"]]}'), '1.19.0')).toEqual([
    { collection: 'a', mode: 'r' },
    { collection: 'b', mode: 'rw' },
  ])
  expect(accessOfToken(signed('{"access":[["a","r"],["a","rw"]]}'), '1.19.0')).toBeUndefined()
  expect(accessOfToken('x', '1.19.0')).toBeUndefined()
})
