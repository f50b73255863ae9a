import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { DIST, prepared } from '../support/built.ts'

beforeAll(prepared, 60_000)

/** Everything that is loaded with a file of the built tool, not counting what arrives by `import()`. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const text = readFileSync(join(DIST, file), 'utf8')
  // What is loaded later stands inside a function, so indented.
  for (const [, name = ''] of text.matchAll(/^\S.*require\("\.\/([^"]+)"\)/gm)) loadedWith(name, seen)
  return seen
}

/** Texts that only the library itself holds. */
const MARKS = {
  yaml: 'BLOCK_AS_IMPLICIT_KEY',
  jose: 'JWSInvalid',
  'node-forge': 'asn1.fromDer',
  inquirer: 'ExitPromptError = class',
  chalk: 'ansi256',
  'grpc-js': 'grpc.enable_http_proxy',
}

const textOf = (files: Iterable<string>) =>
  [...files].map((file) => readFileSync(join(DIST, file), 'utf8')).join('\n')

test('--help loads none of yaml, jose, node-forge, inquirer and chalk', () => {
  const loaded = loadedWith('main.cjs')
  const text = textOf(loaded)
  for (const [library, mark] of Object.entries(MARKS)) expect(text.includes(mark), library).toBe(false)
  expect([...loaded].length).toBeLessThanOrEqual(4)
})

test('the marks are in the build, so that the test above can fail', () => {
  const files = readdirSync(DIST).filter((file) => file.endsWith('.cjs'))
  const text = textOf(files)
  for (const [library, mark] of Object.entries(MARKS)) expect(text.includes(mark), library).toBe(true)
})

test('what is loaded with a file is found, so that the test above can fail', () => {
  const validate = readdirSync(DIST).find((file) => file.startsWith('validate-')) ?? ''
  expect([...loadedWith(validate)].some((file) => file.startsWith('server-'))).toBe(true)
})

test('nothing is left to import(), which compiled code cannot do', () => {
  for (const file of readdirSync(DIST).filter((name) => name.endsWith('.cjs')))
    expect(readFileSync(join(DIST, file), 'utf8').match(/\bimport\(/g) ?? [], file).toEqual([])
})
