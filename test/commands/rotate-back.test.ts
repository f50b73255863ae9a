import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { put, temporaryDirectory, tree } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { CHECKING, config, OLD, ONE_NODE, setUp } from './rotate-world.ts'

vi.setConfig({ testTimeout: 60_000 })

// It went back all the way once, whatever --until said.
test('abort goes back as far as it is told', async () => {
  const { cwd, rotate } = await setUp()
  await rotate('start', '--soak', '0s', '--yes', '--until', '2')
  expect((await rotate('abort', '--until', 'soon')).json.error.message).toBe('--until "soon" is no phase')
  const half = await rotate('abort', '--yes', '--until', '5')
  expect([half.code, half.json.state, half.json.next]).toEqual([0, 'running', 'qdrant-auth rotate next'])
  expect(readFileSync(join(cwd, 'n2/config/local.yaml'), 'utf8')).toContain('alt_api_key')
  expect(await rotate('next', '--yes')).toMatchObject({ code: 0, json: { state: 'aborted' } })
  expect(readFileSync(join(cwd, 'n2/config/local.yaml'), 'utf8')).toBe(config(CHECKING))
})

test('what there is to say on the way forward alone is no option of abort', async () => {
  for (const flag of ['--reissue', '--skip-soak', '--despite-live-tokens', '--callers-moved'])
    expect(await run(['rotate', 'abort', flag], { cwd: temporaryDirectory() })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`unknown option '${flag}'`),
    })
})

test('no token is signed with a key that is on its way out', async () => {
  const { cwd, rotate, file } = await setUp(ONE_NODE)
  put(join(cwd, 'old.key'), OLD, 0o600)
  await run(['jwt', 'mint', '--access', 'read', '--name', 'ci', '--key-file', 'old.key'], { cwd })
  await rotate('start', '--soak', '0s', '--yes', '--until', '1')
  await rotate('next', '--yes', '--callers-moved')
  expect((await rotate('abort', '--yes', '--callers-back', '--until', '3')).json.state).toBe('running')
  expect(await rotate('next', '--yes', '--reissue')).toMatchObject({
    code: 2,
    json: { error: { message: '--reissue signs with the new key, and this rotation goes back' } },
  })
  expect(existsSync(file('rotation/tokens'))).toBe(false)
})

test('an abort that was killed before its last word is ended by next', async () => {
  const { rotate, file } = await setUp(ONE_NODE)
  await rotate('start', '--soak', '0s')
  const journal = JSON.parse(readFileSync(file('rotation.json'), 'utf8'))
  const phases = journal.phases.map((phase: object) => ({ ...phase, state: 'undone' }))
  put(file('rotation.json'), JSON.stringify({ ...journal, direction: 'back', phases }))
  expect((await rotate('status')).json.next).toBe('qdrant-auth rotate next')
  expect(await rotate('next', '--yes')).toMatchObject({ code: 0, json: { state: 'aborted', next: null } })
  expect([existsSync(file('rotation/old.key')), existsSync(file('rotation/new.key'))]).toEqual([false, false])
})

test('a dry run of abort names no next step: it would lead forward', async () => {
  const { rotate } = await setUp(ONE_NODE)
  await rotate('start', '--soak', '0s', '--yes', '--until', '1')
  expect((await rotate('abort', '--dry-run')).stderr).toBe('nothing was changed (--dry-run)\n')
})

test.each([['next'], ['abort', '--dry-run'], ['status']])(
  'rotate %s where none was begun leaves no mark',
  async (...argv) => {
    const cwd = temporaryDirectory()
    expect(await run(['rotate', ...argv], { cwd })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(`no rotation was begun in ${cwd}\n`),
    })
    expect(tree(cwd)).toEqual({})
  },
)

test('keys and tokens are not written through a link', async () => {
  const { cwd, rotate, file } = await setUp(ONE_NODE)
  const elsewhere = temporaryDirectory()
  mkdirSync(join(cwd, '.qdrant-auth'))
  symlinkSync(elsewhere, file('rotation'))
  expect(await rotate('start')).toMatchObject({ code: 6, json: { error: { code: 'symlink' } } })
  expect(tree(elsewhere)).toEqual({})
})
