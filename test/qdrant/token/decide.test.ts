import { expect, test } from 'vitest'
import { readJson } from '../../../src/qdrant/json/read.ts'
import { type AuthSettings, decide, isAuthenticationOn } from '../../../src/qdrant/token/decide.ts'
import { ALT_KEY, KEY, signed } from './signed.ts'

const READ_KEY = 'Zq2WnB7vXk4TfR9yLc3MhJ6pDs8GaE5uQi1oKbVxNtC'
const BOTH: AuthSettings = { apiKey: KEY, altApiKey: ALT_KEY, readOnlyApiKey: READ_KEY, jwtRbac: true }
const NONE: AuthSettings = {
  apiKey: undefined,
  altApiKey: undefined,
  readOnlyApiKey: undefined,
  jwtRbac: false,
}
const ONE: AuthSettings = { ...NONE, apiKey: KEY, jwtRbac: true }

const NOW = 1_800_000_000

const ask = (settings: AuthSettings, value: string | undefined, version = '1.19.0') =>
  decide(settings, {
    headers: value === undefined ? [] : [['api-key', value]],
    transport: 'rest',
    now: NOW,
    version,
  })

const EXPIRED = '{"access":"r","exp":1}'
const MALFORMED = '{"access":"r","exp":"soon"}'
const TWICE = '{"access":[["a","r"],["a","r"]]}'
const HS384 = '{"alg":"HS384"}'
const FOREIGN = 'Mw9QxR5tBn2LcYd8SfJa6ErUo4ViKp1TqXeGz7HkP3v'

// Several causes share one of the server's answers; which key a token was signed with, the server never says.
test.each([
  ['nothing configured', NONE, KEY, { accepted: true, cause: 'no-authentication', access: 'manage' }],
  ['no credential', BOTH, undefined, { cause: 'no-credential', key: undefined, httpStatus: 401 }],
  ['the key', BOTH, KEY, { cause: 'api-key', key: 'api_key', access: 'manage', grpcStatus: 'OK' }],
  ['the alternate key', BOTH, ALT_KEY, { cause: 'api-key', key: 'alt_api_key', access: 'manage' }],
  ['the read-only key', BOTH, READ_KEY, { cause: 'read-only-key', key: 'read_only_api_key', access: 'read' }],
  ['another key', BOTH, FOREIGN, { cause: 'unknown-key', key: undefined, httpStatus: 401 }],
  ['a text with a dot', BOTH, 'a.b', { cause: 'unknown-key', httpStatus: 401 }],
  ['a text with two dots', BOTH, 'a.b.c', { cause: 'malformed-header', httpStatus: 401 }],
  ['three parts, the last no base64url', ONE, `${signed('{}')}=`, { cause: 'not-a-token', httpStatus: 401 }],
  ['a key, tokens off', { ...ONE, jwtRbac: false }, FOREIGN, { cause: 'unknown-key' }],
  ['a token, tokens off', { ...ONE, jwtRbac: false }, signed('{}'), { cause: 'jwt-off', claims: undefined }],
  [
    'a token, only a read-only key',
    { ...BOTH, apiKey: undefined, altApiKey: undefined },
    signed('{}'),
    { cause: 'jwt-off' },
  ],
  ['a token of the key', BOTH, signed('{}'), { cause: 'token', key: 'api_key', access: 'manage' }],
  ['of the alternate key', BOTH, signed('{}', undefined, ALT_KEY), { cause: 'token', key: 'alt_api_key' }],
  [
    'of the read-only key',
    BOTH,
    signed('{}', undefined, READ_KEY),
    { cause: 'wrong-signature', httpStatus: 403 },
  ],
  ['of another key', ONE, signed('{}', undefined, FOREIGN), { cause: 'wrong-signature', key: undefined }],
  ['another algorithm', BOTH, signed('{}', HS384), { cause: 'wrong-algorithm', httpStatus: 401 }],
  ['expired', BOTH, signed(EXPIRED), { cause: 'expired', key: 'api_key', message: 'ExpiredSignature' }],
  [
    'expired, one key',
    ONE,
    signed(EXPIRED),
    { cause: 'expired', key: 'api_key', message: 'ExpiredSignature' },
  ],
  [
    'expired, of the alternate key',
    BOTH,
    signed(EXPIRED, undefined, ALT_KEY),
    { cause: 'expired', key: 'alt_api_key', message: 'InvalidSignature', grpcStatus: 'PERMISSION_DENIED' },
  ],
  ['malformed', ONE, signed(MALFORMED), { cause: 'unreadable-claims', key: undefined, httpStatus: 401 }],
  [
    'malformed, of the alternate key',
    BOTH,
    signed(MALFORMED, undefined, ALT_KEY),
    { cause: 'unreadable-claims', message: 'InvalidSignature' },
  ],
  [
    'invalid',
    ONE,
    signed(TWICE),
    { cause: 'duplicate-collection', key: 'api_key', grpcStatus: 'UNAUTHENTICATED' },
  ],
] as const)('%s', (_name, settings, value, decision) => {
  expect(ask(settings, value)).toMatchObject(decision)
})

test('claims are told wherever a key of the server signed them', () => {
  expect(ask(BOTH, signed(EXPIRED, undefined, ALT_KEY)).claims).toMatchObject({ exp: 1n, access: 'read' })
  expect(ask(BOTH, signed(EXPIRED, undefined, FOREIGN)).claims).toBeUndefined()
  expect(ask(BOTH, KEY).claims).toBeUndefined()
})

test('a head that is too large is refused before anybody looks for a key', () => {
  expect(ask(NONE, 'x'.repeat(131_072))).toMatchObject({
    accepted: false,
    httpStatus: 431,
    grpcStatus: 'UNKNOWN',
    cause: 'too-large',
    message: '',
  })
})

test('a request that is none is refused so too', () => {
  expect(ask(NONE, 'a\x01')).toMatchObject({
    accepted: false,
    httpStatus: 400,
    grpcStatus: 'INVALID_ARGUMENT',
    cause: 'bad-request',
    message: '',
  })
})

test.each([
  ['["gone",[]]', 403, 'guard-collection-missing', 'api_key'],
  ['["here",[["a",1]]]', 401, 'guard-absent', 'api_key'],
  ['["here",[]]', 200, 'token', 'api_key'],
])('guard %s: %i, %s', (guard, httpStatus, cause, key) => {
  const point = readJson(Buffer.from('{"a":2}'))
  const world = { collections: new Map([['here', point ? [point] : []]]), aliases: new Map() }
  const headers = [['api-key', signed(`{"access":"r","value_exists":${guard}}`)]] as const
  const decision = decide(ONE, { headers, transport: 'rest', now: NOW, version: '1.19.0', world })
  expect(decision).toMatchObject({ httpStatus, cause, key })
  expect(decision.claims?.access).toBe('read')
})

// Up to v1.18 the server took an empty key as it was: an empty header opened it, and it signed tokens.
test.each([
  ['api_key', { ...NONE, apiKey: '', jwtRbac: true }],
  ['alt_api_key', { ...NONE, altApiKey: '', jwtRbac: true }],
] as const)('an empty %s of an older server opens it, and signs', (key, settings) => {
  const token = signed('{"access":"r"}', undefined, '')
  expect(isAuthenticationOn(settings, '1.18.3')).toBe(true)
  expect(ask(settings, '', '1.18.3')).toMatchObject({ accepted: true, cause: 'api-key', key })
  expect(ask(settings, token, '1.18.3')).toMatchObject({
    accepted: true,
    cause: 'token',
    key,
    access: 'read',
  })
  expect(isAuthenticationOn(settings, '1.19.0')).toBe(false)
  expect(ask({ ...settings, readOnlyApiKey: READ_KEY }, token)).toMatchObject({
    accepted: false,
    cause: 'jwt-off',
  })
})

test('an alternate key is nothing to a server before v1.17', () => {
  expect(ask(BOTH, ALT_KEY, '1.16.3')).toMatchObject({ accepted: false, cause: 'unknown-key' })
  expect(ask(BOTH, ALT_KEY, '1.17.0').accepted).toBe(true)
  expect(isAuthenticationOn({ ...NONE, altApiKey: ALT_KEY }, '1.16.3')).toBe(false)
})
