import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMAND_OF } from './programs.ts'
import { type Case, casesOf, expected, inWords, isInstalled, openWorld, title, type World } from './world.ts'

describe.skipIf(!isInstalled('java'))(title('the Java client', 'java'), () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world?.close())

  const execute = (code: string, one: Case) => world.run(COMMAND_OF.java(world.directory, code), one)

  test.each(casesOf('grpc').map((one) => [inWords(one), one] as const))(
    '%s',
    async (_, one) => {
      // On stderr netty says what it has found; the exit code says that nothing failed.
      const { code, stdout } = await execute(await world.snippet('java', one), one)
      expect({ code, stdout }).toEqual({ code: 0, stdout: 'docs\n' })
      // Java names no host without a dot in its handshakes.
      expect(world.listing(one)).toEqual({ ...expected(one, 'authorization: Bearer '), name: undefined })
    },
    60_000,
  )

  test('without a certificate the server lets nobody in', async () => {
    const one: Case = { transport: 'grpc', security: 'mtls', secret: 'key', from: 'environment' }
    const code = (await world.snippet('java', one)).replace(/^ +\.keyManager.*\n/m, '')
    expect((await execute(code, one)).code).not.toBe(0)
    expect(() => world.listing(one)).toThrow('alone')
  }, 60_000)
})
