import { expect, test } from 'vitest'
import { accessOfToken, expiryOfToken, type InspectRequest, inspectToken } from '../../src/jwt/inspect.ts'
import { ALT_KEY, KEY, signed } from '../qdrant/token/signed.ts'

const NOW = new Date('2026-11-23T12:00:00Z')

const inspect = (token: string, value = token, given: Partial<InspectRequest> = {}) =>
  inspectToken({
    token,
    headers: [['api-key', value]],
    apiKey: KEY,
    altApiKey: undefined,
    now: NOW,
    serverVersion: '1.19.0',
    ...given,
  })

test('all that is said of a token for collections that a point can end', () => {
  const access = [
    { collection: 'docs', access: 'prw' },
    { collection: 'logs', access: 'r' },
  ]
  const value_exists = { collection: 'guard', matches: [{ key: 'token', value: 't-1' }] }
  expect(inspect(signed(JSON.stringify({ exp: 1795438800, access, value_exists })))).toEqual({
    header: { alg: 'HS256', typ: 'JWT' },
    claims: { exp: 1795438800, access, value_exists },
    signature: { checked: true, verified: true, key: 'api_key' },
    verdict: {
      accepted: true,
      httpStatus: 200,
      grpcStatus: 'OK',
      message: '',
      access: 'collections',
      cause: 'token',
      conditional: true,
    },
    permissions: [
      { collection: 'docs', access: 'points' },
      { collection: 'logs', access: 'read' },
    ],
    times: { expiresAt: '2026-11-23T13:00:00Z', expired: false, secondsLeft: 3600 },
    findings: [],
  })
})

const UNDECIDED = {
  accepted: null,
  httpStatus: null,
  grpcStatus: null,
  message: null,
  access: null,
  cause: null,
  conditional: false,
}

test('all that is said of what is no token, with a key and without', () => {
  const nothing = {
    header: null,
    claims: null,
    permissions: [],
    times: { expiresAt: null, expired: false, secondsLeft: null },
  }
  const { findings, ...rest } = inspect('x')
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(['jwt/malformed', 'jwt/malformed'])
  expect(rest).toEqual({
    ...nothing,
    signature: { checked: true, verified: false, key: null },
    verdict: {
      accepted: false,
      httpStatus: 401,
      grpcStatus: 'UNAUTHENTICATED',
      message: 'Invalid API key or JWT',
      access: null,
      cause: 'unknown-key',
      conditional: false,
    },
  })
  expect(inspect('x', 'x', { apiKey: undefined })).toEqual({
    ...nothing,
    findings,
    signature: { checked: false, verified: null, key: null },
    verdict: UNDECIDED,
  })
})

test('claims in a form that the server does not read permit nothing', () => {
  expect(inspect(signed('{"exp":1795438800,"access":"rw"}'))).toMatchObject({
    claims: { exp: 1795438800, access: 'rw' },
    permissions: [],
    times: { expiresAt: null, expired: false, secondsLeft: null },
    verdict: { accepted: false, access: null, cause: 'unreadable-claims' },
  })
  expect(inspect(signed('no JSON'))).toMatchObject({ header: { alg: 'HS256' }, claims: null })
})

const READ = '{"exp":1795438800,"access":"r"}'
const byAlternate = signed(READ, undefined, ALT_KEY)

test.each([
  ['api_key', signed(READ), KEY, ALT_KEY, 'api_key'],
  ['alt_api_key', byAlternate, KEY, ALT_KEY, 'alt_api_key'],
  ['alt_api_key alone', byAlternate, undefined, ALT_KEY, 'alt_api_key'],
  ['neither', byAlternate, KEY, undefined, null],
  ['a signature that is no base64url', `${signed(READ)}=`, KEY, ALT_KEY, null],
  ['no signature', signed(READ).replace(/[^.]*$/, ''), KEY, ALT_KEY, null],
])('signed by %s', (_what, token, apiKey, altApiKey, key) => {
  expect(inspect(token, token, { apiKey, altApiKey }).signature).toEqual({
    checked: true,
    verified: key !== null,
    key,
  })
})

test.each([
  ['"m"', 'manage', [{ collection: '*', access: 'manage' }]],
  ['"r"', 'read', [{ collection: '*', access: 'read' }]],
  ['[["a","rw"]]', 'collections', [{ collection: 'a', access: 'read-write' }]],
  ['[]', 'collections', []],
])('the access %s', (access, word, permissions) => {
  expect(inspect(signed(`{"access":${access}}`))).toMatchObject({ verdict: { access: word }, permissions })
})

// The server takes a token for 30 seconds after exp, and counts whole seconds.
test.each([
  ['2026-11-23T12:00:00.250Z', 3599, false],
  ['2026-11-23T13:00:00Z', 0, false],
  ['2026-11-23T13:00:30.900Z', -31, false],
  ['2026-11-23T13:00:31Z', -31, true],
])('at %s', (at, secondsLeft, expired) => {
  const { times, verdict } = inspect(signed(READ), undefined, { now: new Date(at) })
  expect(times).toEqual({ expiresAt: '2026-11-23T13:00:00Z', expired, secondsLeft })
  expect(verdict.accepted).toBe(!expired)
})

test('an expiry beyond all dates', () => {
  expect(inspect(signed('{"exp":8640000000001,"access":"r"}')).times).toEqual({
    expiresAt: null,
    expired: false,
    secondsLeft: 8640000000001 - 1795435200,
  })
})

test('line ends around a token are not its own', () => {
  expect(inspect(`\n${signed(READ)}\r\n`, signed(READ))).toMatchObject({
    signature: { verified: true },
    permissions: [{ collection: '*', access: 'read' }],
  })
  expect(accessOfToken(`${signed(READ)}\n`, '1.19.0')).toBe('read')
})

test('the expiry of a token, where the server could read it', () => {
  expect(expiryOfToken(`${signed(READ)}\n`, '1.19.0')).toBe(1795438800)
  expect(expiryOfToken(signed('{"access":"r"}'), '1.19.0')).toBeUndefined()
  expect(expiryOfToken(signed('{"exp":1795438800,"access":"rw"}'), '1.19.0')).toBeUndefined()
  expect(expiryOfToken('x', '1.19.0')).toBeUndefined()
  expect(expiryOfToken('x.y.z', '1.19.0')).toBeUndefined()
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

test('the access of a token that the server refuses for what it says is none', () => {
  expect(accessOfToken(signed('{"access":[["a","r"],["b","rw"]]}'), '1.19.0')).toEqual([
    { collection: 'a', mode: 'r' },
    { collection: 'b', mode: 'rw' },
  ])
  expect(accessOfToken(signed('{"access":[["a","r"],["a","rw"]]}'), '1.19.0')).toBeUndefined()
  expect(accessOfToken('x', '1.19.0')).toBeUndefined()
})
