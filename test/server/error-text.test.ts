import { expect, test } from 'vitest'
import { errorIn } from '../../src/server/error-text.ts'

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
  ['null', ''],
  ['', ''],
  ['x'.repeat(300), 'x'.repeat(200)],
])('%j says %j', (text, words) => {
  expect(errorIn(text)).toBe(words)
})
