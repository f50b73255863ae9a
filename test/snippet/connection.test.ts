import { expect, test } from 'vitest'
import { parseAddress, requirePath, requireVariable } from '../../src/snippet/connection.ts'

test.each([
  ['https://h:6333', { tls: true, host: 'h', port: 6333, prefix: '' }],
  ['https://h:443/', { tls: true, host: 'h', port: 443, prefix: '' }],
  ['http://H:80/a/b/', { tls: false, host: 'h', port: 80, prefix: '/a/b' }],
  ['https://[::1]:6333/x[1]', { tls: true, host: '[::1]', port: 6333, prefix: '/x%5B1%5D' }],
  ["https://a'$b:1/c'$d", { tls: true, host: "a'$b", port: 1, prefix: "/c'$d" }],
])('%s', (text, expected) => {
  expect(parseAddress(text, 'rest')).toEqual(expected)
})

test.each([
  ['https://h', 'says no port'],
  ['https://h/x:6333', 'says no port'],
  ['https://h:0', 'says no port'],
  ['https://h:6333?a', 'more than a host'],
  ['https://h:6333#a', 'more than a host'],
  ['https://me:word@h:6333', 'no URL of a server'],
  ['h:6333', 'no URL of a server'],
  ['https://h:99999', 'no URL of a server'],
])('%s is refused', (text, message) => {
  expect(() => parseAddress(text, 'rest')).toThrow(message)
})

test('the hint for a missing port has the usual ones', () => {
  expect(() => parseAddress('https://h', 'grpc')).toThrow(
    expect.objectContaining({ hints: ['write https://h:6334, or https://h:443 where a proxy is in front'] }),
  )
})

test('gRPC has no place for a path', () => {
  expect(() => parseAddress('https://h:1/x', 'grpc')).toThrow('gRPC has no place for one')
})

test('a path that no shell could hold is refused', () => {
  for (const path of ['', 'a\n', 'a\r', '\ud800'])
    expect(() => requirePath('--ca', path)).toThrow('--ca is no path')
  expect(requirePath('--ca', 'a\nb')).toBe('a\nb')
})

test.each(['', '9a', 'a-b', 'a b', 'ä', '$(id)', 'a\n'])('%j is no variable', (name) => {
  expect(() => requireVariable('--secret-env', name)).toThrow('no name of a variable')
})
