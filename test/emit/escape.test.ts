import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { nginx } from '../../src/emit/escape/nginx.ts'
import { isPlainText, plain } from '../../src/emit/escape/plain.ts'
import { shell } from '../../src/emit/escape/shell.ts'
import { systemd, systemdCommand } from '../../src/emit/escape/systemd.ts'
import { composeYaml, helmYaml, yaml, yamlList } from '../../src/emit/escape/yaml.ts'

const NASTY = [
  '',
  'a b',
  '"quoted" \'twice\'',
  'back\\slash',
  '$HOME \u0024{x} $$',
  '100% %n',
  'ünï 日本 🦀',
  '# no comment',
  'key: value',
  'null',
  '0x10',
  '{{ .Values.x }}',
  '`id`',
  '!tag *alias &anchor',
  'line\nend',
]

test.each(NASTY)('YAML reads %j back', (text) => {
  expect(parse(yaml(text))).toBe(text)
  expect(parse(`a: ${yamlList([text, text])}`)).toEqual({ a: [text, text] })
})

test('YAML reads anything back', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => parse(yaml(text)) === text))
})

test('compose takes $$ for a dollar sign (compose specification, interpolation)', () => {
  expect(composeYaml('a$b\u0024{c}')).toBe('"a$$b$\u0024{c}"')
})

test('the template engine of Helm gives the braces back', () => {
  expect(parse(helmYaml('a {{ b }}'))).toBe('a {{ "{{" }} b }}')
})

test('a shell reads every text back as one word', () => {
  const words = NASTY.map(shell).join(' ')
  const { stdout } = spawnSync('sh', ['-c', `for w in ${words}; do printf '%s\\0' "$w"; done`], {
    encoding: 'utf8',
  })
  expect(stdout.split('\0').slice(0, -1)).toEqual(NASTY)
})

test('nginx: quotes and backslashes; a dollar sign cannot be written', () => {
  expect(nginx('/a "b"\\c; #')).toBe('"/a \\"b\\"\\\\c; #"')
  expect(() => nginx('/a$b')).toThrow(TypeError)
})

test('systemd: % starts a specifier, and $ a variable in commands (systemd.unit(5), systemd.service(5))', () => {
  expect(systemd('100% "a" \\ $b')).toBe('"100%% \\"a\\" \\\\ $b"')
  expect(systemdCommand('100% $b')).toBe('"100%% $$b"')
})

test('what needs no quotes anywhere', () => {
  expect(plain('qdrant-1.example.org:6333')).toBe('qdrant-1.example.org:6333')
  for (const text of ['a b', 'a"b', 'a#b', 'a$b', 'ü', 'a\nb', "a'b", '100%', 'a\\b']) {
    expect(isPlainText(text)).toBe(false)
    expect(() => plain(text)).toThrow(TypeError)
  }
})
