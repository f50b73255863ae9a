import { expect, test } from 'vitest'
import { fingerprint } from '../../src/keys/fingerprint.ts'

// printf 'qdrant-auth:v1:%s' KEY | sha256sum | cut -c1-8
test.each([
  ['tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx', 'fp:f7b0d393'],
  ['', 'fp:9c7c48b4'],
  ['schlüssel', 'fp:fe9479d4'],
])('%j', (key, expected) => {
  expect(fingerprint(key)).toBe(expected)
})
