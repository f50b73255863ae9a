import { expect, test } from 'vitest'
import { errorIn } from '../../src/server/error-text.ts'

test('what was sent is not repeated, not even in part', () => {
  const key = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
  expect(errorIn(`no ${key}, ${key}`, key)).toBe('no …, …')
  expect(errorIn(JSON.stringify({ status: { error: `${'x'.repeat(180)}${key}` } }), key)).toBe(
    `${'x'.repeat(180)}…`,
  )
  expect(errorIn('no a', 'a')).toBe('no a')
})

test.each([
  [
    '{"status":{"error":"Forbidden: Global access is required"},"time":0}',
    'Forbidden: Global access is required',
  ],
  ['Invalid API key or JWT', 'Invalid API key or JWT'],
  ['<html>\n<body>', '<html>'],
  ['\u001b[31mno\u202e', '\\u001b[31mno\\u202e'],
  ['{"result":true,"status":"ok"}', ''],
  ['{"status":{"error":{"deep":1}}}', ''],
  ['{"error":"say \\"no\\" twice"}', 'say "no" twice'],
  ['null', ''],
  ['', ''],
  ['x'.repeat(300), 'x'.repeat(200)],
])('%j says %j', (text, words) => {
  expect(errorIn(text, undefined)).toBe(words)
})
