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

describe.skipIf(!isInstalled('rust'))(title('qdrant-client for Rust', 'rust'), () => {
  let world: World
  let crate: string
  /** The variable that the comment on top of each names, as a shell reads it. */
  const variables: string[] = []
  beforeAll(async () => {
    world = await openWorld()
    crate = join(world.directory, 'crate')
    mkdirSync(join(crate, 'src/bin'), { recursive: true })
    for (const name of ['Cargo.toml', 'Cargo.lock']) cpSync(join(CLIENTS, 'rust', name), join(crate, name))
    const write = (name: string, code: string) => writeFileSync(join(crate, 'src/bin', `${name}.rs`), code)
    for (const [index, one] of CASES.entries()) {
      const code = await world.snippet('rust', one)
      variables.push(/^\/\/ +(SSL_CERT_FILE=.*) cargo run$/m.exec(code)?.[1] ?? '')
      write(`case${index}`, code)
    }
    const without = (await world.snippet('rust', MTLS)).replace('.identity(identity)', '')
    write('without', without.replace('let identity', 'let _identity'))
    const target = join(CLIENTS, 'rust/target')
    const build = ['cargo', 'build', '--quiet', '--offline', '--locked', '--target-dir', target] as const
    expect(await world.run(build, MTLS, crate)).toEqual({ code: 0, stdout: '', stderr: '' })
    cpSync(join(target, 'debug'), join(crate, 'built'), {
      recursive: true,
      filter: (path) => !/\/(deps|build|examples|incremental|\.fingerprint)(\/|$)/.test(path),
    })
  }, 300_000)
  afterAll(() => world?.close())

  const execute = (name: string, one: Case, variable = '') =>
    world.run(['sh', '-c', `${variable} exec '${join(crate, 'built', name)}'`], one)

  test.each(CASES.map((one, index) => [inWords(one), index, one] as const))('%s', async (_, index, one) => {
    const { code, stdout, stderr } = await execute(`case${index}`, one, variables[index])
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'docs\n', stderr: '' })
    expect(world.listing(one)).toEqual(expected(one, 'api-key: '))
  })

  test('without a certificate the server lets nobody in', async () => {
    expect((await execute('without', MTLS)).code).toBe(1)
    expect(() => world.listing(MTLS)).toThrow('alone')
  })
})
