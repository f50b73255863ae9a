import { expect, test } from 'vitest'
import { claimsOf, roleFrom } from '../../src/jwt/role.ts'
import { parseGuard } from '../../src/jwt/value-exists.ts'

const NOW = new Date('2026-11-23T12:00:00Z')

test.each([
  [{ access: 'read' }, { exp: 1798027200, access: 'r' }],
  [{ access: 'manage', expires: 'never' }, { access: 'm' }],
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
])('%j', (role, claims) => {
  expect(claimsOf(roleFrom(role), NOW)).toEqual(claims)
})

test.each([
  [{}, 'access: give either'],
  [{ access: 'read', collections: { a: 'read' } }, 'access: give either'],
  [{ access: 'r' }, 'access: "r" is neither read nor manage'],
  [{ collections: {} }, 'collections: it is empty'],
  [{ collections: { a: 'write' } }, 'collections.a: "write" is none of'],
  [{ collections: { a: 'toString' } }, 'collections.a: "toString" is none of'],
  [{ collections: { 'team-*': 'read' } }, 'is no pattern to Qdrant'],
  [{ collections: { ' a': 'read' } }, 'cannot be the name of a collection'],
  [{ collections: ['a'] }, 'collections: it is not a table'],
  [{ acess: 'read' }, 'acess: no such field'],
  [{ access: 'read', subject: 7 }, 'subject: 7 is not text'],
  [{ access: 'read', subject: '\ud800' }, 'subject: it is not valid Unicode'],
  [{ access: 'read', expires: 30 }, 'expires: 30 is not text'],
  [{ access: 'read', valueExists: { collection: 'g', matches: { 'a b': 1 } } }, 'valueExists.matches[0].key'],
  [{ access: 'read', valueExists: { collection: 'g', matches: { a: 1.5 } } }, 'valueExists.matches[0].value'],
  [
    { access: 'read', valueExists: { collection: 'g', matches: { a: 2 ** 53 } } },
    'valueExists.matches[0].value',
  ],
  ['read', 'the row: it is not a table'],
  [null, 'the row: it is not a table'],
])('%j is refused: %s', (row, message) => {
  expect(() => claimsOf(roleFrom(row), NOW)).toThrow(message)
})

test.each([
  [['g:k=v'], { collection: 'g', matches: [{ key: 'k', value: 'v' }] }],
  [
    ['g:k=7', 'g:"odd key"="7"'],
    {
      collection: 'g',
      matches: [
        { key: 'k', value: 7 },
        { key: '"odd key"', value: '7' },
      ],
    },
  ],
  [['g:k=true'], { collection: 'g', matches: [{ key: 'k', value: true }] }],
  [['g:k='], { collection: 'g', matches: [{ key: 'k', value: '' }] }],
  [[], undefined],
])('--value-exists %j', (texts, guard) => {
  expect(parseGuard(texts)).toEqual(guard)
})

test.each([[['g']], [['g:k']], [[':k=v']], [['a:k=v', 'b:k=v']], [['g:k=9007199254740993']]])(
  '--value-exists %j is refused',
  (texts) => {
    expect(() => parseGuard(texts)).toThrow()
  },
)
