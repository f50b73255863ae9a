import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { has } from '../../support/programs.ts'
import { COMMAND_OF } from './programs.ts'
import { type Case, casesOf, expected, inWords, isInstalled, openWorld, title, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.close())

const execute = (client: 'curl' | 'grpcurl', code: string, one: Case) =>
  world.run(COMMAND_OF[client](world.directory, code), one)

const HAS_CURL = has('curl')

describe.skipIf(!HAS_CURL)(`curl${HAS_CURL ? '' : ' (is not installed)'}`, () => {
  test.each(casesOf('rest').map((one) => [inWords(one), one] as const))('%s', async (_, one) => {
    const { code, stdout, stderr } = await execute('curl', await world.snippet('curl', one), one)
    expect({ code, answer: JSON.parse(stdout), stderr }).toEqual({
      code: 0,
      answer: { result: { collections: [{ name: 'docs' }] }, status: 'ok', time: 0.000199602 },
      stderr: '',
    })
    expect(world.listing(one)).toEqual(expected(one, 'authorization: Bearer '))
  })

  test('without a certificate the server lets nobody in', async () => {
    const one: Case = { transport: 'rest', security: 'mtls', secret: 'key', from: 'environment' }
    const code = (await world.snippet('curl', one)).replace(/^ +--cert .*\n/m, '')
    expect((await execute('curl', code, one)).code).not.toBe(0)
    expect(() => world.listing(one)).toThrow('alone')
  })

  test('without the variable nothing is sent', async () => {
    const one: Case = { transport: 'rest', security: 'tls', secret: 'key', from: 'environment' }
    const { code, stderr } = await execute('curl', await world.snippet('curl', one), {
      ...one,
      secret: 'token',
    })
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('QDRANT_API_KEY') })
    expect(() => world.listing(one)).toThrow('alone')
  })
})

describe.skipIf(!isInstalled('grpcurl'))(title('grpcurl', 'grpcurl'), () => {
  test.each(casesOf('grpc').map((one) => [inWords(one), one] as const))('%s', async (_, one) => {
    const { code, stdout, stderr } = await execute('grpcurl', await world.snippet('grpcurl', one), one)
    expect({ code, answer: JSON.parse(stdout || '{}'), stderr }).toEqual({
      code: 0,
      answer: { collections: [{ name: 'docs' }], time: 0.0001645 },
      stderr: '',
    })
    expect(world.listing(one)).toEqual(expected(one, 'authorization: Bearer '))
  })

  test('without a certificate the server lets nobody in', async () => {
    const one: Case = { transport: 'grpc', security: 'mtls', secret: 'key', from: 'environment' }
    const code = (await world.snippet('grpcurl', one)).replace(/^ +-cert .*\n/m, '')
    expect((await execute('grpcurl', code, one)).code).not.toBe(0)
    expect(() => world.listing(one)).toThrow('alone')
  })
})
