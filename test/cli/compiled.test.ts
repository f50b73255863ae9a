import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BIN, DIST, prepared } from '../support/built.ts'
import { temporaryDirectory } from '../support/directory.ts'

beforeAll(prepared, 60_000)

const { COMPILED } = createRequire(import.meta.url)(join(BIN, '../load.js')) as { COMPILED: string }
const files = () => readdirSync(COMPILED)

test('V8 takes what the build compiled, for every file that a start needs', () => {
  expect(files()).toContain('main.cjs')
  expect(files().length).toBeGreaterThan(15)
  for (const file of files()) {
    const script = new Script(readFileSync(join(DIST, file), 'utf8'), {
      cachedData: readFileSync(join(COMPILED, file)),
    })
    expect(script.cachedDataRejected, file).toBe(false)
  }
})

describe('an installation', () => {
  let home: string
  const compiled = () => join(home, COMPILED.slice(join(BIN, '../..').length))
  const version = () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(home, 'bin/qdrant-auth.js'), '--version'],
      { encoding: 'utf8', env: {} },
    )
    return { status, stdout, stderr }
  }
  const ANSWER = { status: 0, stdout: '0.1.0\n', stderr: '' }

  beforeEach(() => {
    home = temporaryDirectory()
    cpSync(join(BIN, '..'), join(home, 'bin'), { recursive: true })
    cpSync(DIST, join(home, 'dist'), { recursive: true })
  })

  test('runs with what was compiled, and writes nothing', () => {
    const before = readdirSync(home, { recursive: true })
    expect(version()).toEqual(ANSWER)
    expect(readdirSync(home, { recursive: true })).toEqual(before)
  })

  test('runs where nothing was compiled for this Node', () => {
    rmSync(compiled(), { recursive: true })
    expect(version()).toEqual(ANSWER)
  })

  test.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['empty', () => Buffer.alloc(0)],
    [
      'of another V8',
      (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 4), Buffer.alloc(4), bytes.subarray(8)]),
    ],
    ['something else', () => Buffer.from('#!/bin/sh\n')],
  ])('runs where a compiled file is %s', (_, change) => {
    for (const file of readdirSync(compiled())) {
      const path = join(compiled(), file)
      writeFileSync(path, change(readFileSync(path)))
    }
    expect(version()).toEqual(ANSWER)
  })

  // Ended with a stack trace and 1, which is the code for "no".
  test('says what is missing of it, in one sentence', () => {
    const dist = join(home, 'dist')
    const [keygen = ''] = readdirSync(dist).filter((name) => /^keygen-.*cjs$/.test(name))
    rmSync(join(dist, keygen))
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(home, 'bin/qdrant-auth.js'), 'keygen', '--json'],
      { encoding: 'utf8', env: {} },
    )
    expect([status, stderr]).toEqual([
      3,
      `error: cannot read ${join(dist, keygen)}: no such file or directory\n`,
    ])
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'file-missing' } })
  })

  test('runs what is in dist/ where it has changed since', () => {
    const main = join(home, 'dist/main.cjs')
    writeFileSync(main, readFileSync(main, 'utf8').replace(/(["`])0\.1\.0\1/, '"0.1.0-changed"'))
    expect(version()).toEqual({ ...ANSWER, stdout: '0.1.0-changed\n' })
  })
})
