import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMAND_OF } from './programs.ts'
import {
  type Case,
  casesOf,
  expected,
  inWords,
  isInstalled,
  openWorld,
  type Security,
  title,
  type World,
} from './world.ts'

const modules = (name: string) => fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url))

describe.skipIf(!isInstalled('node'))(title('the JavaScript clients', 'node'), () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world?.close())

  const execute = (code: string, one: Case) => world.run(COMMAND_OF.typescript(world.directory, code), one)

  test.each(casesOf('rest', 'grpc').map((one) => [inWords(one), one] as const))(
    '%s',
    async (_, one) => {
      const { code, stdout, stderr } = await execute(await world.snippet('typescript', one), one)
      // The client warns of keys in plain text, and of nothing else.
      const warnings = one.security === 'plain' ? 'unsecure connection' : /^$/
      expect({ code, stdout, stderr }).toEqual({
        code: 0,
        stdout: 'docs\n',
        stderr: expect.stringMatching(warnings),
      })
      expect(world.listing(one)).toEqual(expected(one, 'authorization: Bearer '))
    },
    30_000,
  )

  test.each(['rest', 'grpc'] as const)(
    '%s: without a certificate the server lets nobody in',
    async (transport) => {
      const one: Case = { transport, security: 'mtls', secret: 'key', from: 'environment' }
      const code = (await world.snippet('typescript', one)).replace(/^ +(cert|key): readFileSync.*\n/gm, '')
      expect((await execute(code, one)).code).not.toBe(0)
      expect(() => world.listing(one)).toThrow('alone')
    },
    30_000,
  )

  test('they are TypeScript that a strict compiler takes', async () => {
    const files = await Promise.all(
      (['rest', 'grpc'] as const).flatMap((transport) =>
        (['plain', 'tls', 'mtls'] as Security[]).map(async (security) => {
          const file = join(world.directory, `${transport}-${security}.mts`)
          const from = security === 'tls' ? 'file' : 'environment'
          writeFileSync(file, await world.snippet('typescript', { transport, security, secret: 'key', from }))
          return file
        }),
      ),
    )
    const flags =
      '--noEmit --strict --target es2022 --module nodenext --skipLibCheck --types node --typeRoots'
    const tsc = [
      process.execPath,
      modules('typescript/bin/tsc'),
      ...flags.split(' '),
      modules('@types'),
    ] as const
    const one: Case = { transport: 'rest', security: 'plain', secret: 'key', from: 'file' }
    expect(await world.run([...tsc, ...files], one)).toEqual({ code: 0, stdout: '', stderr: '' })
    const wrong = join(world.directory, 'wrong.mts')
    writeFileSync(
      wrong,
      (await world.snippet('typescript', one)).replace(/^ {2}apiKey,$/m, '  apiKey: Symbol(apiKey),'),
    )
    expect(await world.run([...tsc, wrong], one)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('TS2322'),
    })
  }, 60_000)
})
