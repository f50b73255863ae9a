import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { decodeToken, splitToken } from '../../../src/qdrant/token/decode.ts'
import { KEY, signed } from './signed.ts'

/** What `jwt inspect` shows of a token that the server cannot read: the place in it, and what is wrong there. */
const decode = (token: string, version = '1.19.0') => decodeToken(token, KEY, 1_800_000_000, version)

const DEEP = '['.repeat(200) + ']'.repeat(200)
const GUARD = (fields: string) => `{"value_exists":{"collection":"g",${fields}}}`

test.each([
  ['[]', '', 'the claims are not an object'],
  ['x', '', 'it is not JSON'],
  ['{"\\ud800":1}', '', 'it is not valid text'],
  ['{"exp":1,"exp":1}', 'exp', 'it is there twice'],
  ['{"aud":1,"aud":1}', 'aud', 'it is there twice'],
  ['{"sub":1}', 'sub', 'it is not a string'],
  ['{"subject":[]}', 'subject', 'it is not a string'],
  ['{"exp":"1800000000"}', 'exp', 'it is not a whole number of seconds'],
  ['{"nbf":[1]}', 'nbf', 'it is not a number'],
  ['{"nbf":"\\ud800x"}', 'nbf', 'it is not a number'],
  ['{"iss":"\\ud800x"}', 'iss', 'it cannot be read'],
  ['{"aud":"\\ud800x"}', 'aud', 'it cannot be read'],
  ['{"access":"x"}', 'access', 'it is none of r, m'],
  [`{"access":${DEEP}}`, 'access', 'it holds text, a number or nesting that cannot be read'],
  ['{"access":[{"access":"r"}]}', 'access[0].collection', 'it is missing'],
  ['{"access":[{"collection":1,"access":"r"}]}', 'access[0].collection', 'it is not a string'],
  ['{"access":[["a","r"],{"collection":"b"}]}', 'access[1].access', 'it is missing'],
  ['{"access":[{"collection":"a","access":"m"}]}', 'access[0].access', 'it is none of r, rw, prw'],
  ['{"access":[["a"]]}', 'access[0]', 'a list of 1 is not understood'],
  ['{"access":[["a","r",null,1]]}', 'access[0]', 'a list of 4 is not understood'],
  ['{"access":[1]}', 'access[0]', 'it is not an object'],
  ['{"value_exists":1}', 'value_exists', 'it is not an object'],
  ['{"value_exists":{"matches":[]}}', 'value_exists.collection', 'it is missing'],
  ['{"value_exists":{"collection":1,"matches":[]}}', 'value_exists.collection', 'it is not a string'],
  ['{"value_exists":{"collection":"g"}}', 'value_exists.matches', 'it is missing'],
  [GUARD('"matches":1'), 'value_exists.matches', 'it is not a list'],
  [GUARD('"matches":[{"value":1}]'), 'value_exists.matches[0].key', 'it is missing'],
  [GUARD('"matches":[["a",1],{"key":1,"value":1}]'), 'value_exists.matches[1].key', 'it is not a string'],
  [GUARD('"matches":[["a b",1]]'), 'value_exists.matches[0].key', 'it is no path of a payload field'],
  [GUARD('"matches":[{"key":"a"}]'), 'value_exists.matches[0].value', 'it is missing'],
  [
    GUARD('"matches":[["a",1.5]]'),
    'value_exists.matches[0].value',
    'it is neither text, whole number, true nor false',
  ],
])('claims %s', (claims, path, reason) => {
  expect(decode(signed(claims))).toEqual({ outcome: 'unreadable-claims', path, reason })
})

test('a text is no time for older servers either', () => {
  expect(decode(signed('{"exp":"1800000000"}'), '1.16.3')).toMatchObject({ path: 'exp' })
})

const jwk = (fields: string) => `{"alg":"HS256","jwk":${fields}}`
const EC = '"kty":"EC","x":"","y":""'
const ANY_ALGORITHM = 'HS256, HS384, HS512, ES256, ES384, RS256, RS384, RS512, PS256, PS384, PS512, EdDSA'

test.each([
  ['x', 'header', 'it is not JSON'],
  ['[]', 'header', 'it is not an object'],
  ['{"\\ud800":"x","alg":"HS256"}', 'header', 'it is not valid text'],
  ['{}', 'header.alg', 'it is missing'],
  ['{"alg":"none"}', 'header.alg', `it is none of ${ANY_ALGORITHM}`],
  ['{"alg":"HS256","alg":"HS256"}', 'header.alg', 'it is there twice'],
  ['{"alg":"HS256","typ":1}', 'header.typ', 'it is not a string'],
  ['{"alg":"HS256","crit":"b64"}', 'header.crit', 'it is not a list'],
  ['{"alg":"HS256","crit":["b64",1]}', 'header.crit[1]', 'it is not a string'],
  ['{"alg":"HS256","b64":false}', 'header.b64', 'it is not a string'],
  ['{"alg":"HS256","x":"\\ud800"}', 'header.x', 'it is not valid text'],
  [jwk('1'), 'header.jwk', 'it is not an object'],
  [jwk(DEEP), 'header.jwk', 'it holds text, a number or nesting that cannot be read'],
  [jwk('{"kid":1}'), 'header.jwk.kid', 'it is not a string'],
  [jwk('{"key_ops":"sign"}'), 'header.jwk.key_ops', 'it is not a list'],
  [jwk('{"key_ops":[1]}'), 'header.jwk.key_ops[0]', 'it is not a string'],
  [jwk('{"use":"a","use":"a"}'), 'header.jwk.use', 'it is there twice'],
  [jwk('{"alg":1}'), 'header.jwk.alg', 'it is no name'],
  [jwk('{"alg":{"any":{"a":1}}}'), 'header.jwk.alg', 'it is no name'],
  [jwk('{"alg":{"any":null,"b":null}}'), 'header.jwk.alg', 'it is no name'],
  [jwk('{"alg":{"any":[]}}'), 'header.jwk.alg', 'it is no name'],
  [jwk('{"alg":{}}'), 'header.jwk.alg', 'it is no name'],
  [jwk('{"alg":null}'), 'header.jwk.kty', 'it is missing'],
  [jwk('{"kty":"oct","kty":"oct"}'), 'header.jwk.kty', 'it is there twice'],
  [jwk('{"kty":"dsa"}'), 'header.jwk.kty', 'it is none of EC, RSA, oct, OKP'],
  [jwk('{"kty":"oct"}'), 'header.jwk.k', 'it is missing'],
  [jwk('{"kty":"oct","k":1}'), 'header.jwk.k', 'it is not a string'],
  [jwk(`{${EC},"crv":"P"}`), 'header.jwk.crv', 'it is none of P-256, P-384, P-521, Ed25519'],
])('header %s', (header, path, reason) => {
  expect(decode(signed('{}', header))).toEqual({ outcome: 'malformed-header', path, reason })
})

const [HEADER = '', PAYLOAD = '', SIGNATURE = ''] = signed('{}').split('.')

/** A token of parts that nobody encoded. */
const raw = (header: string, payload: string): string => {
  const message = `${header}.${payload}`
  return `${message}.${createHmac('sha256', KEY).update(message).digest('base64url')}`
}

// A running v1.19.0 server took each for no token of its own: 401 `Invalid API key or JWT`.
test.each([
  ['', { outcome: 'not-a-token', reason: 'it has no three parts' }],
  ['.', { outcome: 'not-a-token', reason: 'it has no three parts' }],
  [`.${PAYLOAD}`, { outcome: 'not-a-token', reason: 'it has no three parts' }],
  [`${HEADER}.${PAYLOAD}`, { outcome: 'not-a-token', reason: 'it has no three parts' }],
  ['..', { outcome: 'malformed-header', path: 'header', reason: 'it is not JSON' }],
  [
    `.${HEADER}.${PAYLOAD}.${SIGNATURE}`,
    { outcome: 'malformed-header', path: 'header', reason: 'it is not base64url without padding' },
  ],
  [
    raw(`${HEADER}=`, PAYLOAD),
    { outcome: 'malformed-header', path: 'header', reason: 'it is not base64url without padding' },
  ],
  [
    raw(HEADER, `${PAYLOAD}=`),
    { outcome: 'unreadable-claims', path: '', reason: 'it is not base64url without padding' },
  ],
  [
    `${HEADER}.${PAYLOAD}.${SIGNATURE}=`,
    { outcome: 'not-a-token', reason: 'its signature is not base64url without padding' },
  ],
  [
    `${HEADER}.${PAYLOAD}.${SIGNATURE}+`,
    { outcome: 'not-a-token', reason: 'its signature is not base64url without padding' },
  ],
])('token %j', (token, decoded) => {
  expect(decode(token)).toEqual(decoded)
})

// And 403 `InvalidSignature` to these.
test.each([`${HEADER}.${PAYLOAD}.`, `${HEADER}.${PAYLOAD}.${SIGNATURE}A`])('signature of %s', (token) => {
  expect(decode(token)).toEqual({ outcome: 'wrong-signature' })
})

test('an algorithm that is not taken is named', () => {
  expect(decode(signed('{}', '{"alg":"EdDSA"}'))).toEqual({ outcome: 'wrong-algorithm', algorithm: 'EdDSA' })
})

test('dots too many belong to the header', () => {
  expect(splitToken('a.b.c.d')).toEqual({ header: 'a.b', payload: 'c', signature: 'd', signed: 'a.b.c' })
  expect(splitToken('.b.c')).toEqual({ header: '', payload: 'b', signature: 'c', signed: '.b' })
})
