import { expect, test } from 'vitest'
import { signed } from '../qdrant/token/signed.ts'
import { said } from './said.ts'

const START = 1795435200

/** Claims with these texts behind an expiry in an hour. */
const claims = (...texts: string[]): string => signed(`{${['"exp":1795438800', ...texts].join()}}`)

test('a good token has none', () => {
  expect(said(claims('"access":"r"'))).toEqual([])
  expect(said(claims('"access":{"r":null}'))).toEqual([])
  expect(
    said(claims('"access":[{"collection":"docs","access":"prw"}]', '"subject":"ci"', '"sub":"x"')),
  ).toEqual([])
})

const IGNORED = 'note jwt/ignored-claim: Qdrant ignores'
const UNREADABLE = 'Qdrant then says "Invalid API key or JWT", as to any unknown key'
const ALL = 'there is no access claim, so this token may do everything'
const AGAIN = 'mint it again with --access or --collection'
const guard = (value: string) => `"value_exists":{"collection":"g","matches":[{"key":"n","value":${value}}]}`
const guardType = (text: string) =>
  `note jwt/guard-type: value_exists compares with the text "${text}", which matches no number or boolean`

test.each<[string, string[]]>([
  ['"sub":"x","subject":"y"', [`error jwt/no-access: ${ALL} → ${AGAIN}`]],
  [
    '"acess":"r"',
    [
      `error jwt/no-access: ${ALL}: "acess" is not it → ${AGAIN}`,
      'error jwt/misspelt-claim: Qdrant ignores "acess" → did you mean access?',
    ],
  ],
  ['"access":"m"', ['warning jwt/manage: this token may do everything → grant single collections instead']],
  [
    '"access":{"m":null}',
    ['warning jwt/manage: this token may do everything → grant single collections instead'],
  ],
  ['"access":[]', ['warning jwt/empty-access: the access list is empty: it may do next to nothing']],
  [
    '"access":[{"collection":"a*","access":"r"},{"collection":"b","access":"r"},{"collection":"?","access":"r"}]',
    [
      'warning jwt/wildcard: "a*" is no pattern to Qdrant: it grants nothing → list every collection by its name',
      'warning jwt/wildcard: "?" is no pattern to Qdrant: it grants nothing → list every collection by its name',
    ],
  ],
  [
    '"access":[["a*","r"]]',
    [
      'warning jwt/wildcard: "a*" is no pattern to Qdrant: it grants nothing → list every collection by its name',
    ],
  ],
  [
    '"access":[{"collection":"a","access":"r"},{"collection":"a","access":"rw"}]',
    ['error jwt/duplicate-collection: access[1].collection: Collection name should be unique'],
  ],
  [
    '"access":[{"collection":"a","access":"r","payload":{}}]',
    ["error jwt/payload: access[0].payload: The 'payload' constraint is deprecated and should not be used"],
  ],
  ['"access":"rw"', [`error jwt/claim-type: access: it is none of r, m → ${UNREADABLE}`]],
  ['"access":{}', [`error jwt/claim-type: access: it is none of r, m → ${UNREADABLE}`]],
  ['"access":7', [`error jwt/claim-type: access: it is none of r, m → ${UNREADABLE}`]],
  [
    '"access":[{"collection":7,"access":"r"}]',
    [`error jwt/claim-type: access[0].collection: it is not a string → ${UNREADABLE}`],
  ],
  [
    '"access":"r","nbf":1,"aud":"x","iss":"y","jti":"z","iat":1',
    [
      `${IGNORED} nbf: the token is valid at once`,
      `${IGNORED} aud: any server with this key accepts it`,
      `${IGNORED} iss: nobody checks who made it`,
      `${IGNORED} jti: it cannot be revoked by it; use --revocable`,
      `${IGNORED} iat: its age is not checked`,
    ],
  ],
  [
    '"access":"r","toString":1,"subjekt":"ci"',
    [
      'note jwt/unknown-claim: Qdrant ignores "toString"',
      'error jwt/misspelt-claim: Qdrant ignores "subjekt" → did you mean subject?',
    ],
  ],
  [
    '"access":"r","team":1,"team":2,"team":3',
    [
      'warning jwt/duplicate-claim: "team" is there more than once',
      'note jwt/unknown-claim: Qdrant ignores "team"',
    ],
  ],
  [
    '"access":"r","sub":"x"',
    ['note jwt/sub-without-subject: the audit log shows subject and not sub → add --subject'],
  ],
  [`"access":"r",${guard('"7"')}`, [guardType('7')]],
  [`"access":"r",${guard('"-12"')}`, [guardType('-12')]],
  [`"access":"r",${guard('"true"')}`, [guardType('true')]],
  [`"access":"r",${guard('"false"')}`, [guardType('false')]],
  ...['7', 'true', '"7a"', '"a7"', '"True"', '"untrue"', '""', '"1.5"'].map((value): [string, string[]] => [
    `"access":"r",${guard(value)}`,
    [],
  ]),
  ['"access":"r","value_exists":null', []],
  [
    '"access":"r","value_exists":{"collection":"g","matches":[{"key":"n"}]}',
    [`error jwt/claim-type: value_exists.matches[0].value: it is missing → ${UNREADABLE}`],
  ],
  [
    '"access":"r","value_exists":{"collection":"g","matches":{}}',
    [`error jwt/claim-type: value_exists.matches: it is not a list → ${UNREADABLE}`],
  ],
])('claims %s', (text, findings) => {
  expect(said(claims(text))).toEqual(findings)
})

const LONG = 'a token cannot be taken back unless it is revocable'
const DAY = 86_400

test.each<[string, string[]]>([
  [`${START + 90 * DAY + DAY / 2 - 1}`, []],
  [`${START + 90 * DAY + DAY / 2 + 1}`, [`note jwt/long-lived: it is valid for another 91 days → ${LONG}`]],
  ['100000000000', [`note jwt/long-lived: it is valid for another 1136627 days → ${LONG}`]],
  [
    '100000000001',
    [
      'error jwt/milliseconds: exp is in milliseconds: for Qdrant that is thousands of years away → exp counts seconds',
    ],
  ],
  ['0', []],
  ['1e300', [`error jwt/claim-type: exp: it is not a whole number of seconds → ${UNREADABLE}`]],
  ['1.5', [`error jwt/claim-type: exp: it is not a whole number of seconds → ${UNREADABLE}`]],
])('exp %s', (exp, findings) => {
  expect(said(signed(`{"exp":${exp},"access":"r"}`))).toEqual(findings)
})

test('without exp it never expires', () => {
  expect(said(signed('{"access":"r"}'))).toEqual([
    'warning jwt/never-expires: it never expires → mint it with --expires',
  ])
})

test('null is no exp either, where it is not refused', () => {
  const token = signed('{"exp":null,"access":"r"}')
  expect(said(token, '1.16.3')).toEqual([
    'warning jwt/never-expires: it never expires → mint it with --expires',
  ])
  expect(said(token, '1.17.0')).toEqual([
    `error jwt/claim-type: exp: it is not a whole number of seconds → ${UNREADABLE}`,
  ])
})

// A name with half of a surrogate pair: serde_json cannot read it, and then nothing of the token.
test('a claim whose name cannot be read', () => {
  expect(said(claims('"access":"r"', '"\\ud800":1'))[0]).toBe(
    `error jwt/claim-type: claims: it is not valid text → ${UNREADABLE}`,
  )
})

test('subject came with 1.17.0', () => {
  const token = claims('"access":"r"', '"subject":"ci"')
  expect(said(token, '1.16.3')).toEqual([
    'note jwt/too-new: Qdrant 1.16.3 ignores subject, which came with 1.17.0',
  ])
  expect(said(token, '1.17.0')).toEqual([])
  expect(said(claims('"access":"r"', '"sub":"ci"'), '1.16.3')).toEqual([
    'note jwt/sub-without-subject: the audit log shows subject and not sub → add --subject',
  ])
})
