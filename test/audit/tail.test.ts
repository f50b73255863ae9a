import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { followLogs } from '../../src/audit/tail.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { line } from './lines.ts'

/** Looks once for every step, after it; answers the lines of each look. */
async function look(directory: string, paths: string[], steps: readonly (() => void)[]) {
  const stop = new AbortController()
  const seen: string[][] = []
  let step = 0
  for await (const lines of followLogs({ paths, directory, signal: stop.signal, interval: 1 })) {
    seen.push(lines.map(({ text, old }) => (old ? `old ${text}` : text)))
    if (step === steps.length) stop.abort()
    steps[step++]?.()
  }
  return seen
}

test('lines as they come, whole ones alone', async () => {
  const cwd = temporaryDirectory({ 'a.log': 'one\ntwo\n' })
  const add = (text: string) => () => appendFileSync(join(cwd, 'a.log'), text)
  expect(await look(cwd, ['a.log'], [add('three\n'), add('fo'), add('ur\nfive\n'), () => {}])).toEqual([
    ['old one', 'old two'],
    ['three'],
    [],
    ['four', 'five'],
    [],
  ])
})

test('the next file of a directory, after the rest of the one before', async () => {
  const cwd = temporaryDirectory({
    'logs/audit.2026-11-21.log': 'gone by\n',
    'logs/audit.2026-11-22.log': 'one\n',
    'logs/x.txt': 'x\n',
  })
  const at = (name: string) => join(cwd, 'logs', name)
  const steps = [
    () => {
      writeFileSync(at('audit.2026-11-23.log'), 'three\n')
      appendFileSync(at('audit.2026-11-22.log'), 'two\n')
    },
    // Hourly files sort behind the day.
    () => writeFileSync(at('audit.2026-11-23-05.log'), 'four\n'),
    () => rmSync(at('audit.2026-11-21.log')),
    () => appendFileSync(at('audit.2026-11-23.log'), 'five\n'),
  ]
  expect(await look(cwd, ['logs'], steps)).toEqual([['old one'], ['two', 'three'], ['four'], [], ['five']])
})

test('a file that was emptied, and one put in its place', async () => {
  const cwd = temporaryDirectory({ 'a.log': 'one\ntwo\n', b: 'other\nfile\nand longer\n' })
  const steps = [
    () => writeFileSync(join(cwd, 'a.log'), 'new\n'),
    () => renameSync(join(cwd, 'b'), join(cwd, 'a.log')),
    () => rmSync(join(cwd, 'a.log')),
    () => writeFileSync(join(cwd, 'a.log'), 'back\n'),
  ]
  expect(await look(cwd, ['a.log'], steps)).toEqual([
    ['old one', 'old two'],
    ['new'],
    ['other', 'file', 'and longer'],
    [],
    ['back'],
  ])
})

test('a line without end is not kept', async () => {
  const cwd = temporaryDirectory({ 'a.log': '' })
  const add = (text: string) => () => appendFileSync(join(cwd, 'a.log'), text)
  expect(await look(cwd, ['a.log'], [add('x'.repeat(3 << 20)), add('y\nnext\n')])).toEqual([[], [], ['next']])
})

const LOG = [
  line({
    timestamp: '2026-11-23T11:00:00Z',
    method: 'scroll',
    subject: 'a',
    remote: '10.0.0.1',
    collection: 'docs',
  }),
  line({ timestamp: '2026-11-23T11:00:01Z', method: 'count', auth_type: 'ApiKey', remote: '10.0.0.2' }),
  line({
    timestamp: '2026-11-23T11:00:02Z',
    api: '/x',
    auth_type: 'None',
    remote: '\u001b[31m',
    result: 'denied',
    error: 'Unauthorized: no\u202e',
  }),
  line({ timestamp: '2026-11-23T11:00:03Z', method: 'upsert_points', auth_type: 'None', collection: 'docs' }),
  'garbage\n',
]

/** Ends after the first look: the signal came before it. */
async function tail(argv: string[], log = LOG.join('')) {
  const cwd = temporaryDirectory({ 'storage/audit/audit.2026-11-23.log': log })
  return run(['audit', 'tail', ...argv], { cwd, signal: AbortSignal.abort() })
}

test('audit tail ends with 130, and its texts act on no terminal', async () => {
  expect(await tail([])).toEqual({
    code: 130,
    stdout: `2026-11-23T11:00:00Z  ok      a  10.0.0.1  scroll  docs
2026-11-23T11:00:01Z  ok      (ApiKey)  10.0.0.2  count
2026-11-23T11:00:02Z  denied  (None)  \\u001b[31m  /x  Unauthorized: no\\u202e
2026-11-23T11:00:03Z  ok      (None)  -  upsert_points  docs
`,
    stderr: 'storage/audit: there are lines that are no events\n',
  })
})

test('audit tail: filters, and one object a line', async () => {
  const times = async (...argv: string[]) =>
    (await tail(argv)).stdout.match(/11:00:0\d/g)?.map((time) => time.slice(-1))
  expect(await times('-n', '2')).toEqual(['2', '3'])
  expect(await times('-n', '2', '--clients-only')).toEqual(['1', '2'])
  expect(await times('--denied')).toEqual(['2'])
  expect(await times('--collection', 'docs')).toEqual(['0', '3'])
  expect(await times('--operation', '/x', '--operation', 'count')).toEqual(['1', '2'])
  expect(await times('-n', '0')).toBeUndefined()
  const { stdout } = await tail(['--subject', 'a', '--json'])
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    command: 'audit tail',
    ok: true,
    log: 'storage/audit',
    event: JSON.parse(LOG[0] ?? ''),
  })
})

// A null stopped it as an internal error once; what is passed on by other programs may have them.
test('audit tail: a field that is null is not there', async () => {
  const fields = { method: 'scroll', subject: null, remote: null, collection: null, error: null }
  const log = line({ timestamp: '2026-11-23T11:00:00Z', ...fields })
  expect(await tail([], log)).toEqual({
    code: 130,
    stdout: '2026-11-23T11:00:00Z  ok      (Jwt)  -  scroll\n',
    stderr: '',
  })
})

test('audit tail of nothing', async () => {
  expect(await run(['audit', 'tail'], { cwd: temporaryDirectory() })).toEqual({
    code: 3,
    stdout: '',
    stderr:
      'error: cannot read storage/audit: no such file or directory\nhint: name the log: audit.dir of the server, or a file\n',
  })
  const cwd = temporaryDirectory({ 'config/config.yaml': '' })
  expect(await run(['audit', 'tail', 'config'], { cwd, signal: AbortSignal.abort() })).toEqual({
    code: 130,
    stdout: '',
    stderr:
      'note: config holds no audit*.log: waiting for one\nhint: audit.enabled makes the server write it, into its audit.dir\n',
  })
})
