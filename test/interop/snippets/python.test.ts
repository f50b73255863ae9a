import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMAND_OF } from './programs.ts'
import { type Case, casesOf, expected, inWords, isInstalled, openWorld, title, type World } from './world.ts'

describe.skipIf(!isInstalled('python'))(title('qdrant-client for Python', 'python'), () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world?.close())

  const execute = (code: string, one: Case) => world.run(COMMAND_OF.python(world.directory, code), one)

  test.each(casesOf('rest', 'grpc').map((one) => [inWords(one), one] as const))(
    '%s',
    async (_, one) => {
      const { code, stdout, stderr } = await execute(await world.snippet('python', one), one)
      // The client warns of keys in plain text, and of nothing else.
      const warnings = one.security === 'plain' ? 'insecure connection' : /^$/
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
      const code = (await world.snippet('python', one))
        .replace(/^tls\.load_cert_chain.*\n/m, '')
        .replace(/^ +"(private_key|certificate_chain)".*\n/gm, '')
      const { stderr } = await execute(code, one)
      expect(stderr).toMatch(
        /CERTIFICATE_REQUIRED|certificate required|failed to connect|Socket closed|Connection reset/i,
      )
      expect(() => world.listing(one)).toThrow('alone')
    },
    30_000,
  )
})
