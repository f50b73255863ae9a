import { expect, test } from 'vitest'
import { decodeToken } from '../../../src/qdrant/token/decode.ts'
import { KEY, signed } from './signed.ts'

const outcome = (header: string, version = '1.19.0') =>
  decodeToken(signed('{"access":"r"}', header), KEY, 0, version).outcome

const jwk = (fields: string) => `{"alg":"HS256","jwk":${fields}}`

// A running v1.19.0 server answered 200 to these tokens.
test.each([
  jwk('{"kty":"oct","k":"AQAB"}'),
  jwk('null'),
  jwk('{"kty":"oct","k":"","alg":null}'),
  jwk('{"kty":"oct","k":"","key_ops":null}'),
  '{"alg":"HS256","crit":null}',
  jwk('{"kty":"EC","crv":"P-256","x":"","y":""}'),
  jwk('{"kty":{"EC":null},"crv":{"P-521":null},"x":"","y":""}'),
  jwk('{"kty":"RSA","n":"x","e":""}'),
  jwk('{"kty":"OKP","crv":"Ed25519","x":""}'),
  jwk('{"kty":"oct","k":"","n":1,"n":2}'),
  jwk('{"kty":"oct","k":"","use":"any"}'),
  jwk('{"kty":"oct","k":"","key_ops":["sign","odd"]}'),
  jwk('{"kty":"oct","k":"","x5t#S256":null}'),
  jwk('{"kty":"oct","k":"","alg":"none"}'),
  jwk('{"kty":"oct","k":"","alg":{"any":null}}'),
  jwk('{"kty":"oct","k":"","alg":{"any":{}}}'),
  '{"alg":{"HS256":null}}',
  '{"alg":"HS256","x":"a","x":"b"}',
  '{"alg":"HS256","x5c":[]}',
])('takes %s', (header) => {
  expect(outcome(header)).toBe('valid')
})

// And 401 to these.
test.each([
  jwk('{}'),
  jwk('"x"'),
  jwk('{"kty":"EC","crv":"P-256","x":""}'),
  jwk('{"kty":"EC","crv":"secp256k1","x":"","y":""}'),
  jwk('{"kty":{"EC":{}},"crv":"P-256","x":"","y":""}'),
  jwk('{"kty":"RSA","n":"x","e":1}'),
  jwk('{"kty":"OKP","x":""}'),
  jwk('{"kty":"OCT","k":""}'),
  jwk('{"kty":"oct","kty":"oct","k":""}'),
  jwk('{"kty":"oct","k":"","k":""}'),
  jwk('{"kty":"oct","k":"","use":1}'),
  jwk('{"kty":"oct","k":"","use":"a","use":"b"}'),
  jwk('{"kty":"oct","k":"","key_ops":["sign",null]}'),
  jwk('{"kty":"oct","k":"","x5c":"a"}'),
  jwk('{"kty":"oct","k":"","x5t#S256":[]}'),
  jwk('{"kty":"oct","k":"","alg":{"any":1}}'),
  jwk('{"kty":"oct","k":"","alg":{}}'),
  jwk('{"kty":"oct","k":"","alg":[]}'),
  jwk('["oct",""]'),
  '{"alg":{"HS256":{}}}',
  '{"alg":"HS256","alg":"HS256"}',
  '{"alg":"HS256","x5c":["a",1]}',
  '{"alg":"HS256","zip":1}',
  '{"alg":"HS256","b64":false}',
  '{"alg":"ES512"}',
  '["JWT","HS256"]',
])('refuses %s', (header) => {
  expect(outcome(header)).toBe('malformed-header')
})

test('a known algorithm other than HS256 is told apart', () => {
  expect(outcome('{"alg":"HS512"}')).toBe('wrong-algorithm')
})

test('before 1.16 a header field nobody knows may be anything', () => {
  expect(outcome('{"alg":"HS256","b64":false}', '1.15.5')).toBe('valid')
})
