import { expect, test } from 'vitest'
import { KNOWN_KEYS } from '../../src/qdrant/known-keys.ts'
import { weaknessesOf } from '../../src/qdrant/weaknesses.ts'

const EMPTY_KEY = 'qdrant/qdrant#9199'
const ODD_PATHS = 'qdrant/qdrant#9254'
const UPLOADS = 'GHSA-3v92-w72v-j994'
const NODE_PORT = 'qdrant/qdrant#8676'
const LOGGER = 'qdrant/qdrant#7527'
const SNAPSHOTS = 'CVE-2024-3584, CVE-2024-3829'

// The releases that repaired them, from the server's history and advisories.
test.each([
  ['1.19.0', []],
  ['1.18.2', [EMPTY_KEY]],
  ['1.18.1', [EMPTY_KEY, ODD_PATHS]],
  ['1.18.0', [EMPTY_KEY, ODD_PATHS, UPLOADS]],
  ['1.17.1', [EMPTY_KEY, ODD_PATHS, UPLOADS, NODE_PORT]],
  ['1.15.5', [EMPTY_KEY, ODD_PATHS, UPLOADS, NODE_PORT, LOGGER]],
  ['1.8.4', [EMPTY_KEY, ODD_PATHS, UPLOADS, NODE_PORT, LOGGER, SNAPSHOTS]],
])('%s is open to %j', (version, references) => {
  expect(weaknessesOf(version).map(({ reference }) => reference)).toEqual(references)
})

test('the ones that let strangers in are errors', () => {
  const errors = weaknessesOf('1.8.4').filter(({ level }) => level === 'error')
  expect(errors.map(({ reference }) => reference)).toEqual([ODD_PATHS, LOGGER, SNAPSHOTS])
  for (const { level, what } of weaknessesOf('1.8.4')) {
    expect(['error', 'warning']).toContain(level)
    expect(what).toMatch(/^[a-z].*[a-z)]$/)
  }
})

test('keys of the documentation and of copied examples are known', () => {
  // https://qdrant.tech/documentation/operations/security/ has the first two.
  for (const key of [
    'your_secret_api_key_here',
    'your_secret_read_only_api_key_here',
    '',
    'qdrant',
    'secret',
  ])
    expect(KNOWN_KEYS).toContain(key)
})
