import { expect, test } from 'vitest'
import { fill } from '../../src/snippet/template.ts'

const template = 'tls    |a {{x}}\n!tls   |b\ntls jwt|c | d\n       |\n       |  {{x}}#{{{y}}}\n'

test.each([
  [['tls'], 'a 1\n\n  1#{2}\n'],
  [['tls', 'jwt'], 'a 1\nc | d\n\n  1#{2}\n'],
  [['jwt'], 'b\n\n  1#{2}\n'],
])('%j', (topics, expected) => {
  expect(fill(template, new Set(topics), { x: '1', y: '2' })).toBe(expected)
})

test('a place without a value is a mistake', () => {
  expect(() => fill('|{{x}}', new Set(), {})).toThrow('place x')
})

test('what is put in is not looked at again', () => {
  expect(fill('|{{x}}', new Set(), { x: '{{y}} $& $1', y: 'no' })).toBe('{{y}} $& $1\n')
})
