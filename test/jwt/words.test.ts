import { expect, test } from 'vitest'
import { inSentences, permissionsOf } from '../../src/jwt/words.ts'

// What the recordings of 1.19.0 show of each level, in one line each.
test.each<[Parameters<typeof permissionsOf>[0], string[]]>([
  ['manage', ['everything: read, write, create and delete all collections, and manage the cluster']],
  ['read', ['read everything, snapshots of all data included']],
  [[], ['nothing but calls that need no right, such as listing no collections']],
  [
    [
      { collection: 'a', mode: 'r' },
      { collection: 'b', mode: 'rw' },
      { collection: 'c\u001b[31m', mode: 'prw' },
    ],
    [
      'read a, its snapshots included',
      'read and write b, its indexes and snapshots (not create or delete it)',
      'read and write the points of c\\u001b[31m (no indexes, no snapshots)',
    ],
  ],
])('%j in words', (access, sentences) => {
  expect(inSentences(permissionsOf(access))).toEqual(sentences)
})
