import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { BIN, prepared } from '../support/built.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { leakIn, secretOf, secretOfKey } from './secret.ts'

beforeAll(prepared, 60_000)

const PASSPHRASE = 'correct-horse-battery-staple-93'

test.skipIf(!existsSync('/proc/self/cmdline'))(
  'a program that certs renew runs sees no secret in its arguments, its environment or its parent (needs /proc)',
  () => {
    const cwd = temporaryDirectory()
    const env = { PATH: process.env.PATH ?? '', PASSPHRASE }
    const tool = (...args: string[]) =>
      spawnSync(process.execPath, [BIN, 'certs', ...args], { cwd, env, encoding: 'utf8' })
    const authority = ['--ca-passphrase-env', 'PASSPHRASE']
    expect(tool('init', '--node', 'a', '--encrypt-ca-key', ...authority).status).toBe(0)
    const look = 'env; tr "\\0" "\\n" </proc/$$/cmdline; tr "\\0" "\\n" </proc/$PPID/cmdline'
    const { status, stdout, stderr } = tool('renew', ...authority, '--exec', '/bin/sh', '-c', look)
    expect(status).toBe(0)
    // What the program says goes to stderr, so this is what it saw.
    expect(stderr).toContain('PATH=')
    expect(stderr).toContain('--ca-passphrase-env')
    const key = readFileSync(join(cwd, 'tls/key.pem'), 'utf8')
    const secrets = [secretOf('passphrase', PASSPHRASE), secretOfKey('key of the node', key)]
    expect(leakIn(stdout + stderr, secrets)).toBeUndefined()
  },
)
