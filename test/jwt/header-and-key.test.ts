import { expect, test } from 'vitest'
import { findingsOfToken, nodeOf, tokenFindings } from '../../src/jwt/findings.ts'
import { KEY, signed } from '../qdrant/token/signed.ts'
import { said } from './said.ts'

const NO_HEADER = 'error jwt/malformed: it is no token: its header cannot be read'
const NO_CLAIMS = 'error jwt/malformed: it is no token: its claims cannot be read'

test.each([
  ['two parts', 'x.y', [NO_HEADER, NO_CLAIMS]],
  ['three words', 'x.y.z', [NO_HEADER, NO_CLAIMS]],
  ['claims that are a list', signed('["r"]'), [NO_CLAIMS]],
  ['claims that are no JSON', signed('access=r'), [NO_CLAIMS]],
])('%s', (_what, token, findings) => {
  expect(said(token)).toEqual(findings)
})

test.each([
  ['{"alg":"RS256"}', 'error jwt/algorithm: Qdrant takes HS256 only, and this is RS256'],
  [
    '{"alg":"HS256","kid":1}',
    'error jwt/header: header.kid: it is not a string → Qdrant refuses the whole token for it',
  ],
  [
    '{"alg":"none"}',
    'error jwt/header: header.alg: it is none of HS256, HS384, HS512, ES256, ES384, RS256, RS384, RS512, PS256, PS384, PS512, EdDSA → Qdrant refuses the whole token for it',
  ],
  [
    `{"alg":"HS256","${'x'.repeat(100)}":1}`,
    `error jwt/header: header.${'x'.repeat(53)}: it is not a string → Qdrant refuses the whole token for it`,
  ],
])('the header %.40s', (header, finding) => {
  expect(said(signed('{"exp":1795438800,"access":"r"}', header))).toEqual([finding])
})

test('of several weak keys the shortest is told', () => {
  const weak = (...keys: string[]) =>
    tokenFindings({
      header: nodeOf(Buffer.from('{"alg":"HS256"}').toString('base64url')),
      claims: nodeOf(Buffer.from('{"exp":1795438800,"access":"r"}').toString('base64url')),
      keys,
      now: 1795435200,
      version: '1.19.0',
    })
  expect(weak(KEY)).toEqual([])
  expect(weak('k'.repeat(32))).toEqual([])
  expect(weak()).toEqual([])
  expect(weak('k'.repeat(31), KEY, 'short')).toEqual([
    {
      ruleId: 'jwt/weak-key',
      level: 'warning',
      message: 'the key has 5 bytes, and less than 32 can be found offline from this token',
      hint: 'make a new key with qdrant-auth keygen',
    },
  ])
})

test('a token that was just made is judged with its key', () => {
  const token = signed('{"exp":1795438800,"access":"r"}', undefined, 'short')
  expect(
    findingsOfToken(token, 'short', new Date('2026-11-23T12:00:00Z'), '1.19.0').map(({ ruleId }) => ruleId),
  ).toEqual(['jwt/weak-key'])
})
