import type * as Fs from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { put, temporaryDirectory } from '../support/directory.ts'

/** Root may read everything, so the disk says no itself: for these files only, other tests may meet this disk as well. */
const shut = vi.hoisted(() => new Set<string>())

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>()
  const openSync: typeof fs.openSync = (path, ...rest) => {
    if (shut.has(String(path))) throw Object.assign(new Error('no'), { code: 'EACCES' })
    return fs.openSync(path, ...rest)
  }
  return { ...fs, openSync, default: { ...fs, openSync } }
})

vi.resetModules()
const { run } = await import('../support/io.ts')
// All of it now: what modules do while they are loaded would count as work of the first test, and its mutants as survived.
await import('../../src/commands/config/get.ts')
await import('../../src/commands/config/validate.ts')
await import('../../src/commands/jwt/mint.ts')
await import('../../src/commands/snippet.ts')
await import('../../src/commands/emit.ts')
const { loadReadable } = await import('../../src/config/readable.ts')
const { diskFiles } = await import('../../src/config/server-files.ts')

function directory(): string {
  const made = temporaryDirectory()
  put(join(made, 'config/config.yaml'), 'service:\n  host: 127.0.0.1\n')
  put(join(made, 'config/local.yaml'), 'service:\n  api_key: "Qx7vT0e9bK3mWZ1sYp5dRfLh8uNcJ2aGoVi6EtB4kXw"\n')
  shut.add(join(made, 'config/local.yaml'))
  return made
}

const refusal = (made: string) =>
  `error: cannot read ${join(made, 'config/local.yaml')}, where the keys may stand\nhint: run it as the user who owns the file\n`

test.each([
  [['config', 'get', 'service.api_key', '.']],
  [['jwt', 'mint', '--config', '.', '--access', 'read']],
  [['snippet', 'python']],
  [['emit', 'compose']],
])('%j: a file that may hold the keys and cannot be read ends it', async (argv) => {
  const made = directory()
  const { code, stdout, stderr } = await run(argv, { cwd: made })
  expect({ code, stdout, stderr }).toEqual({ code: 3, stdout: '', stderr: refusal(made) })
})

test('validate says what the server would do: go on without the file', async () => {
  const { stdout } = await run(['config', 'validate', '.'], { cwd: directory() })
  expect(stdout).toContain('the server may not read config/local.yaml and starts without it')
})

test('a configuration that can be read is answered as it is', () => {
  const made = temporaryDirectory()
  put(join(made, 'config/config.yaml'), 'service:\n  http_port: 7333\n')
  const { outcomes } = loadReadable({ directory: made, files: diskFiles(made, undefined) })
  expect(outcomes[0].values.port('service.http_port')).toBe(7333)
})
