import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const SRC = new URL('../../src', import.meta.url).pathname

interface Source {
  file: string
  room: string
  text: string
  imports: string[]
}

const sources: Source[] = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts'))
  .map((entry) => {
    const path = join(entry.parentPath, entry.name)
    const text = readFileSync(path, 'utf8')
    const file = relative(SRC, path)
    return {
      file,
      room: file.includes('/') ? (file.split('/')[0] ?? '') : '',
      text,
      imports: importsOf(text, path),
    }
  })

/** Relative imports as paths below src, others as they are written. */
function importsOf(text: string, path: string): string[] {
  const found = text.matchAll(/(?:^(?:import|export)\b[^;'"]*?from |^import |\bimport\()'([^']+)'/gm)
  return [...found].map(([, name = '']) =>
    name.startsWith('.') ? relative(SRC, resolve(dirname(path), name)) : name,
  )
}

const roomOf = (name: string): string => (name.includes('/') ? (name.split('/')[0] ?? '') : '')

/** What each kind of room may import besides itself; '' is the handful of files at the top of src. */
const MAY: Record<string, readonly string[]> = {
  qdrant: [''],
  files: [''],
  domain: ['', 'qdrant', 'files', 'domain'],
  cli: ['', 'files', 'domain', 'qdrant', 'commands'],
  commands: ['', 'cli', 'files', 'domain', 'qdrant'],
  '': ['', 'cli'],
}

const kindOf = (room: string): string => (Object.hasOwn(MAY, room) ? room : 'domain')

test('imports point downwards: commands → domain → qdrant | files', () => {
  const wrong = sources.flatMap(({ file, room, imports }) =>
    imports
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => roomOf(name) !== room && !MAY[kindOf(room)]?.includes(kindOf(roomOf(name))))
      .map((name) => `${file} imports ${name}`),
  )
  expect(wrong).toEqual([])
})

/** One owner for each library. */
const OWNERS: Record<string, RegExp> = {
  commander: /^(cli|commands)\//,
  chalk: /^cli\//,
  '@inquirer/prompts': /^cli\/(prompts|questions)\.ts$/,
  jose: /^jwt\//,
  yaml: /^config\//,
  // The manifest, for the version.
  '../package.json': /^version\.ts$/,
  '@grpc/grpc-js': /^server\/grpc\.ts$/,
  'node-forge': /^certs\/der\.ts$/,
  // Text, taken into the code.
  '../templates': /^(emit|snippet)\//,
}

test('each third-party library has one owner', () => {
  const wrong = sources.flatMap(({ file, imports }) =>
    imports
      .filter((name) => !name.endsWith('.ts') && !name.startsWith('node:'))
      .flatMap((name) => {
        const library = Object.keys(OWNERS).find((owner) => name === owner || name.startsWith(`${owner}/`))
        return library !== undefined && OWNERS[library]?.test(file) ? [] : [`${file} imports ${name}`]
      }),
  )
  expect(wrong).toEqual([])
})

test('of node-forge only the writer of DER is used', () => {
  const used = sources.flatMap(({ imports }) => imports.filter((name) => name.startsWith('node-forge')))
  expect(used.filter((name) => !/^node-forge\/lib\/(asn1|oids)\.js$/.test(name))).toEqual([])
  // Its weaknesses were all in reading.
  expect(sources.filter(({ text }) => text.includes('fromDer')).map(({ file }) => file)).toEqual([])
})

test('process, clock, randomness and console are touched in cli/io.ts alone', () => {
  const code = (text: string) =>
    text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, '')
  const pattern =
    /\bprocess\.(?!ts)|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\brandomBytes\b|\bgenerateKeyPair|\bconsole\./
  expect(
    sources
      .filter(({ file, text }) => file !== 'cli/io.ts' && pattern.test(code(text)))
      .map(({ file }) => file),
  ).toEqual([])
})

/** Tables of data, and nothing else. */
const LONG = /^(qdrant\/access\/operations|qdrant\/settings\/rows|explain\/entries\/[a-z-]+)\.ts$/

test('files are readable in one sitting', () => {
  const long = sources
    .map(({ file, text }) => ({ file, lines: text.split('\n').length }))
    .filter(({ file, lines }) => lines > 350 && !LONG.test(file))
  expect(long).toEqual([])
})
