import { expect, test } from 'vitest'
import { QdrantAuthError } from '../../src/errors.ts'
import { accessOfClaim, claimOfAccess, claimsOf, roleFrom, type TokenClaims } from '../../src/jwt/role.ts'

const NOW = new Date('2026-11-23T12:00:00Z')

test.each([
  [{ access: 'read' }, { exp: 1798027200, access: 'r' }],
  [{ access: 'manage', expires: 'never' }, { access: 'm' }],
  [
    { name: 'x', collections: { a: 'rw', b: 'prw', '1': 'read' }, expires: 'never' },
    {
      access: [
        { collection: '1', access: 'r' },
        { collection: 'a', access: 'rw' },
        { collection: 'b', access: 'prw' },
      ],
    },
  ],
  [
    { collections: { docs: 'read-write', logs: 'points', old: 'r' }, expires: '1h', subject: 'ci', sub: 's' },
    {
      exp: 1795438800,
      access: [
        { collection: 'docs', access: 'rw' },
        { collection: 'logs', access: 'prw' },
        { collection: 'old', access: 'r' },
      ],
      subject: 'ci',
      sub: 's',
    },
  ],
  [
    {
      access: 'read',
      expires: 'never',
      valueExists: { collection: 'guard', matches: { token: 't-1', n: 7, on: true } },
    },
    {
      access: 'r',
      value_exists: {
        collection: 'guard',
        matches: [
          { key: 'token', value: 't-1' },
          { key: 'n', value: 7 },
          { key: 'on', value: true },
        ],
      },
    },
  ],
  [
    {
      access: 'read',
      expires: 'never',
      valueExists: { collection: 'g', matches: [{ key: 'a[0].b', value: -(2 ** 53 - 1) }] },
    },
    {
      access: 'r',
      value_exists: { collection: 'g', matches: [{ key: 'a[0].b', value: -9007199254740991 }] },
    },
  ],
])('%j', (role, claims) => {
  expect(claimsOf(roleFrom(role), NOW)).toStrictEqual(claims)
})

const given = (fields: object) => ({ access: 'read', ...fields })
const guard = (matches: unknown) => given({ valueExists: { collection: 'g', matches } })
const FIELDS = 'no such field; there are name, subject, sub, access, collections, expires, valueExists'

test.each<[unknown, string]>([
  [{}, 'access: give either access (read or manage) or collections'],
  [given({ collections: { a: 'read' } }), 'access: give either access (read or manage) or collections'],
  [{ access: 'r' }, 'access: "r" is neither read nor manage'],
  [{ access: 'x'.repeat(100) }, `access: "${'x'.repeat(59)} is neither read nor manage`],
  [{ access: null }, 'access: null is neither read nor manage'],
  [{ collections: {} }, 'collections: it is empty, and such a token may do nothing'],
  [{ collections: { a: 'write' } }, 'collections.a: "write" is none of read, read-write, points'],
  [{ collections: { a: 'toString' } }, 'collections.a: "toString" is none of read, read-write, points'],
  [{ collections: { a: ['read'] } }, 'collections.a: ["read"] is none of read, read-write, points'],
  [{ collections: { 'team-*': 'read' } }, 'collections: "team-*" is no pattern to Qdrant: it grants nothing'],
  [{ collections: { 'team-?': 'read' } }, 'collections: "team-?" is no pattern to Qdrant: it grants nothing'],
  [{ collections: { ' a': 'read' } }, 'collections: " a" cannot be the name of a collection'],
  [{ collections: { '': 'read' } }, 'collections: "" cannot be the name of a collection'],
  [{ collections: { '\ud800': 'read' } }, 'collections: it is not valid Unicode'],
  [{ collections: ['a'] }, 'collections: it is not a table'],
  [{ collections: null }, 'collections: it is not a table'],
  [{ acess: 'read' }, `acess: ${FIELDS}`],
  [{ ['x'.repeat(100)]: 1 }, `${'x'.repeat(60)}: ${FIELDS}`],
  [given({ name: 7 }), 'name: 7 is not text'],
  [given({ subject: 7 }), 'subject: 7 is not text'],
  [given({ subject: '\ud800' }), 'subject: it is not valid Unicode'],
  [given({ sub: null }), 'sub: null is not text'],
  [given({ expires: 30 }), 'expires: 30 is not text'],
  [given({ valueExists: 'g:a=1' }), 'valueExists: it is not a table'],
  [given({ valueExists: { matches: { a: 1 } } }), 'valueExists.collection: undefined is not text'],
  [guard('a=1'), 'valueExists.matches: it is not a table'],
  [guard(['a=1']), 'valueExists.matches[0]: it is not a table'],
  [guard([{ key: 'a', value: 1 }, { value: 1 }]), 'valueExists.matches[1].key: undefined is not text'],
  [guard({ 'a b': 1 }), 'valueExists.matches[0].key: "a b" is no path of a payload field'],
  [guard({ a: '\ud800' }), 'valueExists.matches[0].value: it is not valid Unicode'],
  ...[1.5, 2 ** 53, null, [], { a: 1 }].map((value): [unknown, string] => [
    guard({ n: 1, a: value }),
    `valueExists.matches[1].value: ${JSON.stringify(value)} is neither text, a whole number, true nor false`,
  ]),
  ['read', 'the row: it is not a table'],
  [null, 'the row: it is not a table'],
  [[], 'the row: it is not a table'],
])('%j is refused: %s', (row, message) => {
  expect(() => claimsOf(roleFrom(row), NOW)).toThrow(new QdrantAuthError('bad-value', message))
})

test.each<[TokenClaims['access'], Parameters<typeof claimOfAccess>[0]]>([
  ['m', 'manage'],
  ['r', 'read'],
  [[], []],
  [
    [
      { collection: 'a', access: 'r' },
      { collection: 'b', access: 'prw' },
    ],
    [
      { collection: 'a', mode: 'r' },
      { collection: 'b', mode: 'prw' },
    ],
  ],
])('the claim %j and what the server makes of it', (claim, access) => {
  expect(accessOfClaim(claim)).toEqual(access)
  expect(claimOfAccess(access)).toEqual(claim)
})
