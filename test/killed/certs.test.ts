import { createPrivateKey, X509Certificate } from 'node:crypto'
import type * as Fs from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { Mortal, mortalFs } from '../support/crashing-fs.ts'
import { temporaryDirectory, tree } from '../support/directory.ts'

let mortal: Mortal | undefined

vi.mock('node:fs', async (original) => mortalFs(await original<typeof Fs>(), () => mortal))

// Loaded after the mock, whatever another test file has loaded before.
vi.resetModules()
const { cpSync, readFileSync } = await import('node:fs')
const { run } = await import('../support/io.ts')

const certs = (cwd: string, argv: readonly string[]) => run(['certs', ...argv], { cwd })

/** No temp file, no journal entry, and every key is that of its certificate. */
async function expectWhole(cwd: string, where: string): Promise<void> {
  const names = Object.keys(tree(cwd))
  expect(
    names.filter((name) => /\.tmp$|journal|lock$/.test(name)),
    where,
  ).toEqual([])
  for (const name of names.filter((one) => one.endsWith('/cert.pem'))) {
    const certificate = new X509Certificate(readFileSync(join(cwd, name)))
    const key = createPrivateKey(readFileSync(join(cwd, name.replace('cert.pem', 'key.pem'))))
    expect(certificate.checkPrivateKey(key), `${where}: ${name}`).toBe(true)
  }
  expect((await certs(cwd, ['check', 'tls'])).code, where).toBe(0)
}

const ROTATE = ['rotate-ca', '--restarted']

/** `before` prepares, `argv` is killed at every operation, `again` is what a person runs then. */
test.each([
  ['init', [], ['init', '--node', 'a', '--client', 'c'], undefined],
  ['renew', [['init']], ['renew'], undefined],
  // Where it had come to the end, the next phase is another one, and asks for more or has nothing to do.
  ['rotate-ca, bundle', [['init']], ['rotate-ca'], '--restarted is needed'],
  ['rotate-ca, reissue', [['init'], ['rotate-ca']], ROTATE, undefined],
  ['rotate-ca, drop', [['init'], ['rotate-ca'], ROTATE], ROTATE, 'no CA is being replaced'],
] as const)(
  '%s killed at any of its file operations: the next run finds all old or all new',
  async (title, before, argv, done) => {
    const start = temporaryDirectory()
    for (const one of before) expect((await certs(start, one)).code).toBe(0)
    let deaths = 0
    for (let operations = 1; ; operations++) {
      const cwd = temporaryDirectory()
      cpSync(start, cwd, { recursive: true })
      mortal = new Mortal(operations)
      await certs(cwd, argv)
      const { dead } = mortal
      mortal = undefined
      if (!dead) break
      deaths++
      const { code, stderr } = await certs(cwd, argv)
      if (code !== 0 && (done === undefined || !stderr.includes(done)))
        expect({ code, stderr, operations }).toEqual({ code: 0 })
      await expectWhole(cwd, `${title} killed at operation ${operations}`)
    }
    expect(deaths).toBeGreaterThan(30)
  },
  120_000,
)
