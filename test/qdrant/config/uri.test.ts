import { expect, test } from 'vitest'
import { isSameUri, uriFault } from '../../../src/qdrant/config/uri.ts'

// What the http crate 1.5.0, which the server reads `--uri` and `--bootstrap` with, said to each text.
test.each([
  '*',
  '/',
  '/x',
  '//',
  '/:/[::1]"{}|^\\é%',
  '/x?`{}|^\\é[]',
  '/#"<> `é',
  '/x?q#<>',
  'host',
  'host:6335',
  'host:',
  ':6335',
  'host:99999',
  'host:port',
  '10.0.0.1',
  '[::1]:6335',
  '[]',
  '[:::]x',
  'user@host',
  'u:p:w%20@host:1',
  '[u%]x@h',
  '://x',
  'a+B.~-1://h',
  'http://host',
  'HTTPS://Host:6335/',
  'http://h?q',
  'http://h#',
  'http://h/x?y=z#<>',
  `${'a'.repeat(64)}://h`,
  `/${'x'.repeat(65_533)}`,
])('%s is a URI', (text) => {
  expect(uriFault(text)).toBeUndefined()
})

test.each([
  ['', 'empty string'],
  ['http://', 'empty string'],
  ['a://', 'empty string'],
  [`/${'x'.repeat(65_534)}`, 'uri too long'],
  [`/${'é'.repeat(32_767)}`, 'uri too long'],
  [`${'a'.repeat(65)}://h`, 'scheme too long'],
  ['://', 'invalid format'],
  ['*/', 'invalid format'],
  ['h/', 'invalid format'],
  ['h?', 'invalid format'],
  ['h#x', 'invalid format'],
  ['http:/h', 'invalid format'],
  ['http:///x', 'invalid format'],
  ['http://?', 'invalid format'],
  ['a_b://h', 'invalid format'],
  ['?', 'invalid uri character'],
  ['#', 'invalid uri character'],
  ['/ ', 'invalid uri character'],
  ['/\x7f', 'invalid uri character'],
  ['/`', 'invalid uri character'],
  ['/<', 'invalid uri character'],
  ['/x?"', 'invalid uri character'],
  ['/x?>', 'invalid uri character'],
  ['/x?\x7f', 'invalid uri character'],
  ['/x?y\n', 'invalid uri character'],
  ['hé', 'invalid uri character'],
  ['a b', 'invalid uri character'],
  ['h|', 'invalid uri character'],
  ['http://h\\', 'invalid uri character'],
  ['http://h/ ', 'invalid uri character'],
  // The first mistake counts.
  [']\t', 'invalid authority'],
  ['\t]', 'invalid uri character'],
  ['[', 'invalid authority'],
  [']', 'invalid authority'],
  ['[]]', 'invalid authority'],
  ['[[]]', 'invalid authority'],
  ['[][]', 'invalid authority'],
  ['%[]', 'invalid authority'],
  ['[]%', 'invalid authority'],
  ['%', 'invalid authority'],
  ['u@h%', 'invalid authority'],
  ['a:b:c', 'invalid authority'],
  ['u@a:b:c', 'invalid authority'],
  ['[::1]:1:2', 'invalid authority'],
  ['[:::::::::]', 'invalid authority'],
  ['::::::::@', 'invalid authority'],
  [':::::::::@h', 'invalid authority'],
  ['h@', 'invalid authority'],
  ['http://h@/x', 'invalid authority'],
])('%s: %s', (text, fault) => {
  expect(uriFault(text)).toBe(fault)
})

test.each([
  ['http://h:1', 'HTTP://H:1/'],
  ['http://h', 'http://h#x'],
  ['http://h/x?y', 'http://h/x?y#z'],
  ['http://h?q', 'http://h/?q'],
  ['http://h?', 'http://h/?#'],
  ['h:1', 'H:1'],
  ['A+b://h', 'a+B://H'],
  ['/x#y', '/x'],
])('%s is %s', (a, b) => {
  expect([isSameUri(a, b), isSameUri(b, a)]).toEqual([true, true])
})

test.each([
  ['http://h:1', 'https://h:1'],
  ['http://h:1', 'http://h:2'],
  ['http://h/x', 'http://h/X'],
  ['http://h/', 'http://h/?'],
  ['http://h?q', 'http://h?Q'],
  ['http://h/x', 'http://h/x/'],
  ['/x', '/X'],
  ['http://h', 'h'],
  ['http://h', 'http://h:80'],
])('%s is not %s', (a, b) => {
  expect([isSameUri(a, b), isSameUri(b, a)]).toEqual([false, false])
})
