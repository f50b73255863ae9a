import { expect, test } from 'vitest'
import { line } from '../audit/lines.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

const env = { KEY: 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx' }
const suggest = (cwd: string, argv: string[], world: object = {}) =>
  run(['audit', 'suggest', ...argv], { cwd, env, ...world })

const event = (method: string, fields: Record<string, unknown> = {}) =>
  line({ timestamp: '2026-11-23T08:00:00Z', method, subject: 'indexer', remote: '10.0.0.7', ...fields })

const BLIND = `
What the log cannot show:
  - most denials for a collection that a token does not list are not logged:
    what was tried in vain there is missing
  - "ok" says that the call was let in, not that it succeeded, nor what was in
    it: where a search looks something up in another collection (lookup_from,
    with_lookup), the token needs that one too
  - /metrics, /telemetry and health calls are never logged; /metrics needs read
    access to everything
  - the server drops events when it is overloaded, and deletes old files: seldom
    jobs may lie outside the log
  - collections and aliases are named as the client named them, and a token must
    name them so
  - nodes log what other nodes ask of them as well: that is left out, as it
    needs no rights of the caller
`

const LOG = [
  event('upsert_points', { collection: 'docs', api: '/collections/docs/points' }),
  event('upsert_points', { collection: 'docs', api: '/collections/docs/points', remote: '10.0.0.8' }),
  event('create_payload_index', { api: '/collections/docs/index' }),
  event('query_batch', { collection: 'logs', api: '/qdrant.Points/Query' }),
  event('create_payload_index', { api: '/qdrant.Points/CreateFieldIndex' }),
  event('make_coffee'),
  event('delete_collection', {
    api: '/collections/docs',
    result: 'denied',
    error: 'Forbidden: Global access is required',
  }),
  event('create_collection', { subject: 'admin', api: '/collections/docs' }),
]

test('the smallest claim, next to what the token allows', async () => {
  const cwd = temporaryDirectory({ 'a.log': LOG.join('') })
  await run(
    ['jwt', 'mint', '--key-env', 'KEY', '--access', 'read', '--subject', 'indexer', '--name', 'old'],
    { cwd, env },
  )
  const { stdout, stderr, code } = await suggest(cwd, ['a.log', '--subject', 'indexer'])
  expect(stdout).toBe(`7 events (1 denied), 2026-11-23T08:00:00Z to 2026-11-23T08:00:00Z

DID                   COLLECTION  TIMES
upsert_points         docs        2
create_payload_index  docs        1
query_batch           logs        1

Denied, and not in the suggestion unless --include-denied is given:
  delete_collection on docs, 1×: Forbidden: Global access is required

It needs    read and write docs, its indexes and snapshots (not create or delete it)
            read logs, its snapshots included
It may do   read everything, snapshots of all data included
            (token old of the registry: 72 calls beyond that)

Missing from it:
  create_payload_index: the log does not say on which collection; add it to the
    claim
  make_coffee: this tool does not know what it needs, and left it out

qdrant-auth jwt mint --key-file api.key --subject indexer --collection docs=read-write --collection logs=read
${BLIND}`)
  expect([stderr, code]).toEqual(['', 0])
})

test('what a node asks another for is not what the caller needs', async () => {
  const address = { subject: undefined, auth_type: 'ApiKey', remote: '10.0.0.7' }
  const cwd = temporaryDirectory({
    'a.log':
      event('scroll', { ...address, collection: 'docs', api: '/collections/docs/points/scroll' }) +
      event('upsert_points', { ...address, collection: 'docs', api: '/qdrant.PointsInternal/Upsert' }),
  })
  const { stdout } = await suggest(cwd, ['a.log', '--address', '10.0.0.7', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({
    suggested: [{ collection: 'docs', access: 'read' }],
    needs: [{ operation: 'scroll', collection: 'docs', events: 1 }],
  })
})

test('as JSON, with what was denied', async () => {
  const cwd = temporaryDirectory({ 'a.log': LOG.join('') })
  const { stdout } = await suggest(cwd, ['a.log', '--subject', 'indexer', '--include-denied', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({
    command: 'audit suggest',
    mintCommand: 'qdrant-auth jwt mint --key-file api.key --subject indexer --access manage --allow-manage',
    events: 7,
    denied: 1,
    suggested: [{ collection: '*', access: 'manage' }],
    current: null,
    refused: [],
    needs: [
      { operation: 'upsert_points', collection: 'docs', requirement: 'CW', events: 2 },
      { operation: 'create_payload_index', collection: 'docs', requirement: 'CWX', events: 1 },
      { operation: 'query_batch', collection: 'logs', requirement: 'C', events: 1 },
      { operation: 'delete_collection', collection: null, requirement: 'GM', events: 1 },
    ],
  })
})

// What a running v1.19.0 server wrote for a token of `docs` alone that looked something up in `other`.
test('a search that was denied what it looks up needs both collections', async () => {
  const cwd = temporaryDirectory({
    'a.log': event('recommend', {
      api: '/collections/docs/points/recommend',
      auth_type: 'Jwt',
      collection: 'docs',
      result: 'denied',
      error: 'Forbidden: Access to collection other is required',
    }),
  })
  const { stdout } = await suggest(cwd, ['a.log', '--subject', 'indexer', '--include-denied', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({
    suggested: [
      { collection: 'docs', access: 'read' },
      { collection: 'other', access: 'read' },
    ],
    needs: [
      { operation: 'recommend', collection: 'docs', requirement: 'C', events: 1 },
      { operation: 'recommend', collection: 'other', requirement: 'C', events: 1 },
    ],
  })
})

test('a token that was given, and one for somebody who has none yet', async () => {
  const cwd = temporaryDirectory({ 'a.log': LOG.join('') })
  const argv = ['jwt', 'mint', '--key-env', 'KEY', '--collection', 'logs=read', '--no-record']
  const { stdout: token } = await run(argv, { cwd, env })
  const given = ['a.log', '--address', '10.0.0.8', '--token', '-', '--json']
  expect(JSON.parse((await suggest(cwd, given, { stdin: token })).stdout)).toMatchObject({
    command: 'audit suggest',
    mintCommand: 'qdrant-auth jwt mint --key-file api.key --subject NAME --collection docs=points',
    current: { from: '-', permissions: [{ collection: 'logs', access: 'read' }] },
  })
  expect(await suggest(cwd, given, { stdin: 'abc' })).toMatchObject({ code: 1 })
})

test('texts of the log are one word of the shell, and act on no terminal', async () => {
  const subject = `o'neil; rm -rf / \u001b[2J`
  const cwd = temporaryDirectory({
    'a.log':
      event('scroll', { subject, collection: '$(reboot)' }) + event('count', { subject, collection: '-x' }),
  })
  const { stdout } = await suggest(cwd, ['a.log', '--subject', subject, '--json'])
  expect(JSON.parse(stdout).mintCommand).toBe(
    `qdrant-auth jwt mint --key-file api.key --subject $'o\\'neil; rm -rf / \\u001b[2J' --collection '$(reboot)=read' --collection -x=read`,
  )
})

test('any token may do it, nobody did anything, and whose is not said', async () => {
  const cwd = temporaryDirectory({ 'a.log': event('list_collections') })
  const listed = await suggest(cwd, ['a.log', '--subject', 'indexer'])
  expect(listed.stdout).toContain('\nAny token may do that: there is nothing to grant.\n')
  expect(await suggest(cwd, ['a.log', '--subject', 'nobody'])).toMatchObject({
    code: 1,
    stdout: 'These logs have no event of that caller.\n',
  })
  expect(await suggest(cwd, ['a.log'])).toMatchObject({
    code: 2,
    stderr:
      'error: say whose access: --subject, or --address for a caller without a token\nhint: qdrant-auth audit report lists them\n',
  })
})

test('a log without one event says so, and where', async () => {
  const cwd = temporaryDirectory({ log: 'nonsense\n' })
  expect(await run(['audit', 'suggest', 'log', '--subject', 'indexer'], { cwd })).toEqual({
    code: 3,
    stdout: '0 events: the only line is no audit event and was skipped.\n',
    stderr:
      'warning: 1 line(s) of log are no audit events and were skipped\nlog:1 (byte 0): not JSON\nwarning: this is no audit log\nhint: the server writes it as audit*.log into its audit.dir; what it prints itself is another log\n',
  })
})
