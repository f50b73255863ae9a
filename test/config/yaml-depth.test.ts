import { expect, test } from 'vitest'
import { requireShallow } from '../../src/config/yaml-depth.ts'

const LEVELS = 'the YAML is nested more than 100 levels deep'

// Of a thousand levels the YAML library never returned, or ended the process: "RegExpCompiler Allocation failed".
test.each([
  ['brackets', '['.repeat(101)],
  ['braces', '{a: '.repeat(101)],
  ['dashes', '- '.repeat(101)],
  ['question marks', '? '.repeat(101)],
  ['indentation', `${' '.repeat(202)}a: b`],
])('%s without end are refused', (_title, text) => {
  expect(() => requireShallow(`x: y\n${text}`)).toThrow(LEVELS)
})

test.each([
  ['a hundred levels', '['.repeat(100)],
  ['many short lists', 'a: [b, {c: d}]\n'.repeat(500)],
  ['colours in a script', "run: |\n  printf '\\033[1m'\n".repeat(500)],
  ['brackets too many on the right', 'a: "]"\n'.repeat(500)],
  ['a long line', `a: ${'x '.repeat(5000)}`],
])('%s are read', (_title, text) => {
  expect(() => requireShallow(text)).not.toThrow()
})
