import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import * as Grpc from '@grpc/grpc-js'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { BIN, DIST, prepared } from '../support/built.ts'

beforeAll(prepared, 60_000)

/** Everything that is loaded with a file of the built tool, not counting what arrives by `import()`. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen
  seen.add(file)
  const text = readFileSync(join(DIST, file), 'utf8')
  // What is loaded later stands in a function of its own: `.then(()=>require("./x"))`.
  for (const [, later, name = ''] of text.matchAll(/(=>\s*)?require\(["`]\.\/([^"`]+)["`]\)/g))
    if (later === undefined) loadedWith(name, seen)
  return seen
}

/** Texts that only the library itself holds. */
const MARKS = {
  yaml: 'BLOCK_AS_IMPLICIT_KEY',
  jose: 'JWSInvalid',
  'node-forge': 'Too few bytes to parse DER.',
  inquirer: 'User force closed the prompt',
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

test('keygen loads nothing of TLS, tokens and YAML', () => {
  const keygen = readdirSync(DIST).find((file) => file.startsWith('keygen-')) ?? ''
  const loaded = [...loadedWith(keygen)]
  expect(loaded.filter((file) => /^(?:tls|trust|mint|yaml|server|certs)-/.test(file))).toEqual([])
  expect(loaded.length).toBeLessThanOrEqual(4)
})

test('config validate loads nothing of tokens, the library for YAML and making certificates', () => {
  const validate = readdirSync(DIST).find((file) => file.startsWith('validate-')) ?? ''
  const loaded = [...loadedWith(validate)]
  expect(loaded.filter((file) => /^(?:mint|tokens|yaml|certs|emit)-/.test(file))).toEqual([])
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

test('what is ours keeps its names and its lines, what is of others is small', () => {
  expect(textOf(['main.cjs'])).toContain('\nasync function nounCommand(noun, isChosen, context) {\n\tconst ')
  const ofYaml = readdirSync(DIST).filter(
    (file) => file.endsWith('.cjs') && textOf([file]).includes(MARKS.yaml),
  )
  expect(ofYaml.length).toBe(1)
  // 200,000 characters, and 7,000 lines as it is written.
  expect(textOf(ofYaml).length).toBeLessThan(120_000)
})

test('the client of grpc-js works without what the build leaves out', async () => {
  const server = new Grpc.Server()
  onTestFinished(() => server.forceShutdown())
  const same = (bytes: Uint8Array) => Buffer.from(bytes)
  const method = {
    path: '/q/Echo',
    requestStream: false,
    responseStream: false,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  }
  server.addService(
    { echo: method },
    {
      echo: ({ request }: { request: Buffer }, done: (error: null, answer: Buffer) => void) =>
        done(null, request),
    },
  )
  const port = await new Promise<number>((done) =>
    server.bindAsync('127.0.0.1:0', Grpc.ServerCredentials.createInsecure(), (_, bound) => done(bound)),
  )
  const { loaderOf } = createRequire(import.meta.url)(join(BIN, '../load.js'))
  const file = readdirSync(DIST).find(
    (name) => /^grpc-.*cjs$/.test(name) && textOf([name]).includes('grpc-node-js/'),
  )
  const { Client, credentials, Metadata } = loaderOf().load(file).require_src() as typeof Grpc
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure())
  onTestFinished(() => client.close())
  const answer = new Promise((done, failed) =>
    client.makeUnaryRequest('/q/Echo', same, same, Buffer.from('hello'), new Metadata(), (error, bytes) =>
      error === null ? done(bytes) : failed(error),
    ),
  )
  expect(String(await answer)).toBe('hello')
})
