import { expect, test } from 'vitest'
import { decide } from '../../../src/qdrant/token/decide.ts'
import { ALT_KEY, KEY, signed } from './signed.ts'

const ask = (claims: string, altApiKey: string | undefined, version = '1.19.0') =>
  decide(
    { apiKey: KEY, altApiKey, readOnlyApiKey: undefined, jwtRbac: true },
    { headers: [['api-key', signed(claims)]], transport: 'rest', now: 1_800_000_000, version },
  )

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

// What a running v1.19.0 server answered: 200.
test.each([
  '{"access":"r","aud":"\\ud800"}',
  '{"access":"r","aud":"x\\ud800"}',
  '{"access":"r","aud":"\xff"}',
  '{"access":"r","aud":["\\ud800"]}',
  '{"access":"r","aud":[1e999]}',
  '{"access":"r","aud":[["\\ud800"]]}',
  '{"access":"r","aud":[[1],["\\ud800"]]}',
  '{"access":"r","aud":{"a":{"b":1e999}}}',
  '{"access":"r","aud":"\\ud800\\udc00"}',
  '{"access":"r","aud":"\\udbff\\udfff"}',
  '{"access":"r","aud":"\\ue000"}',
  '{"access":"r","aud":-9223372036854775809}',
  '{"access":"r","aud":{"a":1e999}}',
  '{"access":"r","aud":1e2147483648}',
  '{"access":"r","aud":1e21474836470}',
  '{"access":"r","aud":0e99999999999}',
  '{"access":"r","aud":1e-99999999999}',
  '{"access":"r","nbf":"\\ud800"}',
  '{"access":"r","nbf":[]}',
  '{"access":"r","nbf":{}}',
  '{"access":"r","iat":"\\ud800x"}',
  '{"access":"r","jti":1e99999999999}',
  '{"access":"r","x":{"\xff":"\\udc00"}}',
  '{"access":{"r":null}}',
  '{"access":[["docs","r"]]}',
  '{"access":[["docs",{"rw":null},null]]}',
  '{"access":[{"collection":"docs","access":"r","x":1,"x":2}]}',
  '{"access":"r","exp":18446744073709551615}',
  '{"access":"r"} ',
  '{"access":"r","iat":1,"iat":2}',
  '{"acc\\u0065ss":"r"}',
  `{"access":"r","x":${nested(200)}}`,
  `{"access":"r","iss":${nested(126)}}`,
])('accepts %s', (claims) => {
  expect(ask(claims, undefined).accepted).toBe(true)
  expect(ask(claims, ALT_KEY).accepted).toBe(true)
})

// 401 with one key, and 403 with two.
test.each([
  '{"access":"r","aud":"\\ud800x"}',
  '{"access":"r","aud":"\\udc00"}',
  '{"access":"r","aud":"\\udfff"}',
  '{"access":"r","aud":"\\ud800\\ud7ff"}',
  '{"access":"r","aud":"\\ud800\\udbff"}',
  '{"access":"r","aud":"\\ud800\\ue000"}',
  '{"access":"r","aud":"\\ud800\\u12g4"}',
  '{"access":"r","aud":[["\\ud800"],1]}',
  '{"access":"r","nbf":[[]]}',
  '{"access":"r","aud":"\\ud800\\n"}',
  '{"access":"r","aud":"\\ud800\\ud800"}',
  '{"access":"r","aud":["\\ud800",1]}',
  '{"access":"r","aud":[1e999,1]}',
  '{"access":"r","aud":{"\\ud800":1}}',
  '{"access":"r","aud":{"\xff":1}}',
  '{"access":"r","nbf":"\\ud800x"}',
  '{"access":"r","nbf":1e99999999999}',
  '{"access":"r","nbf":[1]}',
  '{"access":"r","nbf":{"a":1}}',
  '{"access":"r","sub":"\\ud800"}',
  '{"access":"r","\\ud800":1}',
  '{"access":{"r":{}}}',
  '{"access":{"r":null,"m":null}}',
  '{"access":[["docs","r",null,null]]}',
  '{"access":[["docs"]]}',
  '{"access":[{"collection":"docs","access":"r","access":"r"}]}',
  '{"access":[{"collection":"docs","access":"m"}]}',
  '{"access":"r","exp":1.0e10}',
  '{"access":"r","exp":-1}',
  '{"access":"r","exp":18446744073709551616}',
  '{"access":"r","exp":null}',
  '["s",null,"r",null,null]',
  '[]',
  '{"access":"r"}x',
  '\xef\xbb\xbf{"access":"r"}',
  '{"access":"r","access":"r"}',
  '{"access":"r","iss":1,"iss":2}',
  `{"access":"r","iss":${nested(127)}}`,
])('cannot read %s', (claims) => {
  const cause = 'unreadable-claims'
  expect(ask(claims, undefined)).toMatchObject({ cause, httpStatus: 401, message: 'Invalid API key or JWT' })
  expect(ask(claims, ALT_KEY)).toMatchObject({ cause, httpStatus: 403, message: 'InvalidSignature' })
})

const DUPLICATE = 'Collection name should be unique'
const PAYLOAD = "The 'payload' constraint is deprecated and should not be used"

test.each([
  [
    '{"access":[["docs","r"],["docs","r"],["docs","rw"]]}',
    'duplicate-collection',
    `access[1].collection: ${DUPLICATE}access[2].collection: ${DUPLICATE}`,
  ],
  [
    '{"access":[["docs","r",{}],["other","r",[]]]}',
    'payload-constraint',
    `access[0].payload: ${PAYLOAD}access[1].payload: ${PAYLOAD}`,
  ],
  [
    '{"access":[["docs","r"],["docs","r"],["other","r",1]]}',
    'duplicate-collection',
    `access[1].collection: ${DUPLICATE}access[2].payload: ${PAYLOAD}`,
  ],
])('says all that is invalid, with nothing between: %s', (claims, cause, message) => {
  for (const alt of [undefined, ALT_KEY])
    expect(ask(claims, alt)).toMatchObject({ cause, httpStatus: 401, message })
})

test('expiry is told before what is invalid, and exactly 30 s late', () => {
  const at = (exp: number) => ask(`{"exp":${exp},"access":[["a","r"],["a","r"]]}`, undefined)
  expect(at(1_799_999_970).cause).toBe('duplicate-collection')
  expect(at(1_799_999_969)).toMatchObject({ cause: 'expired', httpStatus: 403, message: 'ExpiredSignature' })
})

// From the history of the server's releases.
test.each([
  ['{"access":[["docs","prw"]]}', '1.12.5', '1.12.6'],
  ['{"access":"r","exp":null}', '1.17.0', '1.16.3'],
  ['{"access":[["docs","r",{}]]}', '1.16.0', '1.15.5'],
  ['{"access":"r","subject":1}', '1.17.0', '1.16.3'],
  ['{"access":"r","sub":1}', '1.12.6', '1.12.5'],
])('%s: refused by %s, accepted by %s', (claims, refusing, accepting) => {
  expect(ask(claims, undefined, refusing).accepted).toBe(false)
  expect(ask(claims, undefined, accepting).accepted).toBe(true)
})
