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

test.each([' ', '\t', '\n', ',', ':', '?', '-', '{', '['])('a bracket behind %j opens a level', (before) => {
  const levels = before === '{' || before === '[' ? 50 : 100
  expect(() => requireShallow(`a: ${`${before}[`.repeat(levels)}`)).not.toThrow()
  expect(() => requireShallow(`a: ${`${before}[`.repeat(levels + 1)}`)).toThrow(LEVELS)
  expect(() => requireShallow(`a: ${`${before}{`.repeat(levels + 1)}`)).toThrow(LEVELS)
})

test.each([
  ['the first character opens a level', `${'['.repeat(101)}`, false],
  ['two columns are a level', `${' '.repeat(200)}a: b`, true],
  ['one more is one more', `${' '.repeat(201)}a: b`, false],
  ['so are tabs', `a:\n${'\t'.repeat(201)}a: b`, false],
  ['and colons', `a:\n${':'.repeat(201)}`, false],
  ['each line has its own', `${' '.repeat(150)}a\n`.repeat(10), true],
  ['not behind a word', `a${' '.repeat(500)}- b`, true],
  ['what is closed is no level', '[{}, {a: []}]\n'.repeat(200), true],
  ['nor is what closes nothing', `]}${'['.repeat(101)}`, true],
  ['a level that is left counts all the same', `${'['.repeat(101)}${']'.repeat(101)}`, false],
])('%s', (_title, text, isRead) => {
  if (isRead) expect(() => requireShallow(text)).not.toThrow()
  else expect(() => requireShallow(text)).toThrow(LEVELS)
})
