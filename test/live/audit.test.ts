import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { put, temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { QDRANT_BIN, startServer } from './server.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const env = { KEY }

const call = (url: string, method: string, credential: string, body?: object) =>
  fetch(url, {
    method,
    headers: { 'api-key': credential, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })

test.skipIf(QDRANT_BIN === undefined)(
  'the log of a real server: from its files, from itself, and the access it suggests (needs QDRANT_BIN)',
  async () => {
    const cwd = temporaryDirectory()
    put(
      join(cwd, 'config/config.yaml'),
      `service:\n  api_key: ${KEY}\n  jwt_rbac: true\naudit:\n  enabled: true\n  dir: logs\n`,
    )
    const { http } = await startServer(cwd)
    const url = `http://127.0.0.1:${http}`
    const mint = async (...argv: string[]) =>
      (await run(['jwt', 'mint', '--key-env', 'KEY', ...argv], { cwd, env, now: new Date() })).stdout.trim()
    const indexer = await mint('--subject', 'indexer', '--collection', 'docs=read-write')
    const strange = await mint('--subject', 'line\nend "quoted"', '--access', 'read')
    await call(`${url}/collections/docs`, 'PUT', KEY, { vectors: { size: 2, distance: 'Dot' } })
    await call(`${url}/collections/docs/points?wait=true`, 'PUT', indexer, {
      points: [{ id: 1, vector: [1, 2] }],
    })
    await call(`${url}/collections/docs/index?wait=true`, 'PUT', indexer, {
      field_name: 'a',
      field_schema: 'keyword',
    })
    await call(`${url}/collections/docs/points/1`, 'GET', strange)
    await call(`${url}/collections/docs`, 'DELETE', indexer)
    await call(`${url}/collections`, 'GET', 'wrong')
    // It writes in the background.
    await new Promise((done) => setTimeout(done, 500))

    const report = async (place: string, ...argv: string[]) =>
      JSON.parse(
        (await run(['audit', 'report', place, '--json', ...argv], { cwd, env, now: new Date() })).stdout,
      )
    const operations = [
      ['create_collection', null, null, 'ok'],
      ['upsert_points', 'indexer', 'docs', 'ok'],
      ['create_payload_index', 'indexer', null, 'ok'],
      ['retrieve', 'line\nend "quoted"', 'docs', 'ok'],
      ['delete_collection', 'indexer', null, 'denied'],
      ['/collections', null, null, 'denied'],
    ]
    for (const found of [await report('logs'), await report(url, '--key-env', 'KEY')]) {
      expect([found.denied, found.notices]).toEqual([2, []])
      const rows = found.activities.map(
        ({ operation, subject, collection, result }: Record<string, unknown>) => [
          operation,
          subject,
          collection,
          result,
        ],
      )
      // Our own question may be in the answer.
      const theirs = rows.filter(([operation]: string[]) => operation !== 'get_audit_logs')
      expect(theirs.sort()).toEqual(operations.sort())
    }
    expect(readdirSync(join(cwd, 'logs'))).toEqual([expect.stringMatching(/^audit\.\d{4}-\d{2}-\d{2}\.log$/)])
    const { stdout } = await run(['audit', 'suggest', 'logs', '--subject', 'indexer', '--json'], {
      cwd,
      now: new Date(),
    })
    expect(JSON.parse(stdout)).toMatchObject({
      suggested: [{ collection: 'docs', access: 'read-write' }],
      current: { permissions: [{ collection: 'docs', access: 'read-write' }], unused: [] },
      gaps: [],
    })
    expect(
      await run(['audit', 'report', url, '--key-env', 'BAD'], { cwd, env: { BAD: indexer } }),
    ).toMatchObject({ code: 5 })
  },
  60_000,
)
