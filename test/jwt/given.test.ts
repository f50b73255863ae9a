import { expect, test } from 'vitest'
import { givenToken } from '../../src/jwt/given.ts'
import { cpuMs } from '../support/cpu.ts'

test.each([
  ['a.b.c', 'a.b.c', 'api-key', 'a.b.c'],
  ['a.b.c\r\n', 'a.b.c', 'api-key', 'a.b.c'],
  ['\n\na.b.c\n\n', 'a.b.c', 'api-key', 'a.b.c'],
  ['  a.b.c', '  a.b.c', 'api-key', '  a.b.c'],
  ['"a.b.c"', '"a.b.c"', 'api-key', '"a.b.c"'],
  ['api-key: a.b.c', 'a.b.c', 'api-key', 'a.b.c'],
  ['Authorization : Bearer a.b.c\n', 'a.b.c', 'Authorization', 'Bearer a.b.c'],
  ['Authorization: bearer a.b.c', 'bearer a.b.c', 'Authorization', 'bearer a.b.c'],
  ['api-key:', '', 'api-key', ''],
  [`curl -H 'api-key: a.b.c' https://x`, 'a.b.c', 'api-key', 'a.b.c'],
  [`curl -H 'x: y' --header "Authorization: Bearer a.b.c"`, 'a.b.c', 'Authorization', 'Bearer a.b.c'],
  ['api-key: a Bearer b', 'a Bearer b', 'api-key', 'a Bearer b'],
  ['api-key: a\nb', 'api-key: a\nb', 'api-key', 'api-key: a\nb'],
  ['curl -H api-key:a.b.c https://x', 'a.b.c', 'api-key', 'a.b.c'],
  [`curl -H"api-key: a.b.c"`, 'a.b.c', 'api-key', 'a.b.c'],
  [`curl --header=' api-key: a.b.c '`, 'a.b.c', 'api-key', 'a.b.c'],
  [`xcurl -H 'api-key: a'`, `xcurl -H 'api-key: a'`, 'api-key', `xcurl -H 'api-key: a'`],
  [`-H 'api-key: a'`, `-H 'api-key: a'`, 'api-key', `-H 'api-key: a'`],
  ['', '', 'api-key', ''],
  ['\r\n\n', '', 'api-key', ''],
  ['curl https://x', 'curl https://x', 'api-key', 'curl https://x'],
])('%j', (text, token, name, value) => {
  expect(givenToken(text)).toEqual({ token, headers: [[name, value]] })
})

test('a megabyte of anything takes no time', () => {
  const start = cpuMs()
  const many = 1 << 20
  for (const text of [
    `api-key:${' '.repeat(many)}x\ny`,
    `x${'\n'.repeat(many)}x`,
    `x${' '.repeat(many)}x`,
    `curl ${'-H '.repeat(many / 4)}`,
  ]) {
    givenToken(text)
  }
  expect(cpuMs() - start).toBeLessThan(1000)
})
