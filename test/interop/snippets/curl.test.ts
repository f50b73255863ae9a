import { expect, test } from 'vitest'
import { testClient } from './client.ts'
import { COMMAND_OF } from './programs.ts'
import { type Case, isInstalled, openWorld, title } from './world.ts'

testClient({
  client: 'curl',
  needed: 'curl',
  transports: ['rest'],
  tokenHeader: 'authorization: Bearer ',
  stdout: '{"result":{"collections":[{"name":"docs"}]},"status":"ok","time":0.000199602}',
  withoutCertificate: (code) => code.replace(/^ +--cert .*\n/m, ''),
})

test.skipIf(!isInstalled('curl'))(
  title('curl sends nothing where the variable is not set', 'curl'),
  async () => {
    const world = await openWorld()
    try {
      const one: Case = {
        transport: 'rest',
        security: 'tls',
        authority: 'given',
        secret: 'key',
        from: 'environment',
      }
      const command = COMMAND_OF.curl(world.directory, await world.snippet('curl', one))
      const { code, stderr } = await world.run(command, { ...one, from: 'file' })
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('QDRANT_API_KEY') })
      expect(() => world.listing(one)).toThrow('alone')
    } finally {
      await world.close()
    }
  },
)
