import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Case,
  CLIENTS,
  casesOf,
  expected,
  inWords,
  isInstalled,
  openWorld,
  title,
  type World,
} from './world.ts'

const CASES = casesOf('grpc')
const MTLS: Case = { transport: 'grpc', security: 'mtls', secret: 'key', from: 'environment' }

describe.skipIf(!isInstalled('go'))(title('go-client', 'go'), () => {
  let world: World
  let module: string
  beforeAll(async () => {
    world = await openWorld()
    module = join(world.directory, 'module')
    cpSync(join(CLIENTS, 'go'), module, { recursive: true })
    const write = (name: string, code: string) => {
      mkdirSync(join(module, name))
      writeFileSync(join(module, name, 'main.go'), code)
    }
    for (const [index, one] of CASES.entries()) write(`case${index}`, await world.snippet('go', one))
    const without = (await world.snippet('go', MTLS))
      .replace(', Certificates: []tls.Certificate{certificate}', '')
      .replace('certificate, err := tls.LoadX509KeyPair', '_, err = tls.LoadX509KeyPair')
    write('without', without)
    const built = await world.run(['go', 'build', '-o', `${module}/built/`, './...'], MTLS, module)
    expect(built).toEqual({ code: 0, stdout: '', stderr: '' })
  }, 120_000)
  afterAll(() => world?.close())

  test.each(CASES.map((one, index) => [inWords(one), index, one] as const))('%s', async (_, index, one) => {
    const { code, stdout, stderr } = await world.run([join(module, 'built', `case${index}`)], one)
    expect({ code, stdout, stderr: stderr.replace(/^.*WARN .*\n/gm, '') }).toEqual({
      code: 0,
      stdout: 'docs\n',
      stderr: '',
    })
    expect(world.listing(one)).toEqual(expected(one, 'authorization: Bearer '))
  })

  test('without a certificate the server lets nobody in', async () => {
    expect(await world.run([join(module, 'built/without')], MTLS)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('certificate required'),
    })
    expect(() => world.listing(MTLS)).toThrow('alone')
  })

  test('they are formatted as gofmt does and pass go vet', async () => {
    expect(await world.run(['gofmt', '-l', '.'], MTLS, module)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(await world.run(['go', 'vet', './...'], MTLS, module)).toEqual({ code: 0, stdout: '', stderr: '' })
  }, 60_000)
})
