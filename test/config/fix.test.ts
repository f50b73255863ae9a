import { expect, test } from 'vitest'
import { mend } from '../../src/config/fix.ts'
import type { Finding } from '../../src/finding.ts'
import { type Setup, validated } from './fixture.ts'

/** What `--fix` would make of each file: its name, its text, and what was done. */
async function mended(setup: Setup, mark = ''): Promise<string[]> {
  const { subject, findings } = await validated(setup)
  const texts: Record<string, string | undefined> = { 'config/config.yaml': setup.config }
  const before = (name: string) => mark + (texts[name] ?? String(setup.files?.[name]?.content))
  return mend(subject, findings, before).map(({ name, after, descriptions }) =>
    [name, after, ...descriptions].join('|'),
  )
}
const own = (config: string) => mended({ config })

test('what is certain is mended, each file by itself', async () => {
  const setup = {
    config: 'service: { enable_tsl: false, api_key: 12345 }\n',
    files: {
      'config/development.yaml': { content: 'service: { host: "::1" }\n' },
      'config/local.yaml': { content: 'cluster: { Enabled: false }\n' },
    },
  }
  const first =
    'service: { enable_tls: false, api_key: "12345" }\n|write enable_tls|put the key in double quotes'
  const second = 'cluster: { enabled: false }\n|write enabled'
  expect(await mended(setup)).toEqual([`config/config.yaml|${first}`, `config/local.yaml|${second}`])
  expect(await mended(setup, '\uFEFF')).toEqual([
    `config/config.yaml|\uFEFF${first}`,
    `config/local.yaml|\uFEFF${second}`,
  ])
})

test('nothing is mended in a good file', async () => {
  expect(await own('service: { host: "::1" }\n')).toEqual([])
  expect(await own('frobnicate: 1\n')).toEqual([])
})

test.each([
  [
    'cluster:\n  enforce_internal_auth: true\n  enabled: true\n',
    'cluster:\n  enabled: true\nservice:\n  enforce_internal_auth: true\n',
    'move cluster.enforce_internal_auth to service.enforce_internal_auth',
  ],
  [
    'service: { host: h }\ncert: "./a b.pem"\n',
    'service: { host: h }\ntls:\n  cert: "./a b.pem"\n',
    'move cert to tls.cert',
  ],
  ["cert: './a.pem'\n", "tls:\n  cert: './a.pem'\n", 'move cert to tls.cert'],
  ['cert: ./a-b/c_d.pem\n', 'tls:\n  cert: ./a-b/c_d.pem\n', 'move cert to tls.cert'],
  [
    'a: 1\ncert: a\nca_cert: b\n',
    'a: 1\ntls:\n  cert: a\n  ca_cert: b\n',
    'move cert to tls.cert|move ca_cert to tls.ca_cert',
  ],
])('a key in the wrong table goes to the right one: %j', async (config, after, descriptions) => {
  expect(await own(config)).toEqual([`config/config.yaml|${after}|${descriptions}`])
})

test.each([
  ['has a value there', 'cert: a\ntls: { cert: b }\n'],
  ['is misspelt as well', 'enable_tsl: true\n'],
  ['is a table', 'optimizers: { deleted_threshold: 0.5 }\n'],
  ['is a list', 'cert: [a]\n'],
  ['has blanks without quotes', 'cert: a b\n'],
  ['has a quote in it', 'cert: "a\\"b"\n'],
  ['has a line end', 'cert: "a\n  b"\n'],
  ['has an anchor', 'cert: &x a\n'],
  ['is empty', 'cert:\n'],
])('a key stays where it is that %s', async (_title, config) => {
  expect(await own(config)).toEqual([])
})

// The value that had come there first was overwritten.
test.each([
  [
    'another key in the wrong table',
    'cert: a\nservice:\n  cert: b\n  host: h\n',
    'service:\n  cert: b\n  host: h\ntls:\n  cert: a\n',
    'move cert to tls.cert',
  ],
  [
    'a misspelt key',
    'tls:\n  cret: a\nservice:\n  cert: b\n  host: h\n',
    'tls:\n  cert: a\nservice:\n  cert: b\n  host: h\n',
    'write cert',
  ],
])('a key stays where it is when %s takes its place', async (_title, config, after, descriptions) => {
  expect(await own(config)).toEqual([`config/config.yaml|${after}|${descriptions}`])
})

test('a key of one file is not moved within another', async () => {
  expect(
    await mended({ config: 'a: 1\n', files: { 'config/local.yaml': { content: 'cert: x\n' } } }),
  ).toEqual(['config/local.yaml|tls:\n  cert: x\n|move cert to tls.cert'])
})

test('where two fixes touch, the first is made', async () => {
  const { subject } = await validated({ config: 'abcdef: 1\n' })
  const fix = (start: number, end: number, text: string, file = 'config/config.yaml'): Finding => ({
    ruleId: 'config/x',
    level: 'error',
    message: 'x',
    fix: { description: text, edits: [{ file, start, end, text }] },
  })
  const result = (...findings: Finding[]) => mend(subject, findings, () => 'abcdef: 1\n')[0]?.after
  expect(result(fix(0, 2, 'X'), fix(3, 4, 'Y'))).toBe('XcYef: 1\n')
  expect(result(fix(3, 4, 'Y'), fix(0, 2, 'X'))).toBe('XcYef: 1\n')
  expect(result(fix(0, 2, 'X'), fix(1, 4, 'Y'))).toBe('Xcdef: 1\n')
  expect(result(fix(0, 2, 'X'), fix(2, 4, 'Y'))).toBe('Xcdef: 1\n')
  expect(result(fix(2, 4, 'Y'), fix(0, 2, 'X'))).toBe('abYef: 1\n')
  expect(result(fix(0, 2, 'X', 'config/local.yaml'))).toBe(undefined)
})

// One quote of the two was written.
test('a fix is made as a whole or not at all, and told only when it is made', async () => {
  const { subject } = await validated({ config: 'abcdef: 1\n' })
  const fix = (description: string, ...edits: [start: number, end: number, text: string][]): Finding => ({
    ruleId: 'config/x',
    level: 'error',
    message: 'x',
    fix: {
      description,
      edits: edits.map(([start, end, text]) => ({ file: 'config/config.yaml', start, end, text })),
    },
  })
  const findings = [fix('rename', [0, 2, 'X']), fix('quote', [1, 1, '"'], [6, 6, '"'])]
  expect(mend(subject, findings, () => 'abcdef: 1\n')).toEqual([
    { name: 'config/config.yaml', after: 'Xcdef: 1\n', descriptions: ['rename'] },
  ])
})

test('a text that the server would not read is never made', async () => {
  const { subject } = await validated({ config: 'a: 1\n' })
  const broken: Finding = {
    ruleId: 'config/x',
    level: 'error',
    message: 'x',
    fix: { description: 'x', edits: [{ file: 'config/config.yaml', start: 3, end: 4, text: '[' }] },
  }
  expect(() => mend(subject, [broken], () => 'a: 1\n')).toThrow('the server does not read config/config.yaml')
})
