import { expect, test } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { QDRANT_BIN, startServer } from './server.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'

test.skipIf(QDRANT_BIN === undefined)(
  'a revocable token works, is refused when revoked, and works again',
  async () => {
    const directory = temporaryDirectory({
      'config/config.yaml': `service:\n  api_key: "${KEY}"\n  jwt_rbac: true\nstorage:\n  storage_path: ./storage\n`,
    })
    const { http } = await startServer(directory)
    const world = { cwd: directory, env: { KEY }, now: new Date() }
    const url = `http://127.0.0.1:${http}`
    const server = ['--url', url, '--server-key-env', 'KEY']
    const minted = await run(
      ['jwt', 'mint', '--key-env', 'KEY', '--access', 'read', '--name', 'ci', '--revocable', '--url', url],
      world,
    )
    expect({ code: minted.code, stderr: minted.code === 0 ? '' : minted.stderr }).toEqual({
      code: 0,
      stderr: '',
    })
    const ask = async () =>
      (await fetch(`${url}/collections`, { headers: { 'api-key': minted.stdout.trim() } })).status
    expect(await ask()).toBe(200)
    expect(await run(['jwt', 'revoke', 'ci', ...server], world)).toMatchObject({ code: 0 })
    expect(await ask()).toBe(401)
    expect(await run(['jwt', 'unrevoke', 'ci', ...server], world)).toMatchObject({ code: 0 })
    expect(await ask()).toBe(200)
    // A second revocable token shares the collection.
    expect(
      await run(
        ['jwt', 'mint', '--key-env', 'KEY', '--access', 'read', '--name', 'cd', '--revocable', '--url', url],
        world,
      ),
    ).toMatchObject({ code: 0 })
    expect(
      await run(['jwt', 'revoke', 'cd', ...server], {
        ...world,
        env: { KEY: 'not-the-key-aaaaaaaaaaaaaaaaaaaaaaa' },
      }),
    ).toMatchObject({ code: 5 })
  },
)
