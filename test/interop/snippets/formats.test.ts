import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { has } from '../../support/programs.ts'
import { COMMAND_OF } from './programs.ts'
import { type Case, casesOf, inWords, isInstalled, openWorld, title, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world?.close())

const ONE: Case = { transport: 'grpc', security: 'mtls', authority: 'given', secret: 'key', from: 'file' }
const FINE = { code: 0, stdout: '', stderr: '' }

const module = (name: string) => fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url))

describe.skipIf(!isInstalled('node'))(title('TypeScript', 'node'), () => {
  const flags = '--noEmit --strict --target es2022 --module nodenext --skipLibCheck --types node --typeRoots'
  const check = (file: string) =>
    world.run(
      [process.execPath, module('typescript/bin/tsc'), ...flags.split(' '), module('@types'), file],
      ONE,
    )

  test.each(casesOf('rest', 'grpc').map((one) => [inWords(one), one] as const))(
    '%s: a strict compiler takes it, and knows the client',
    async (_, one) => {
      // Puts the client beside the file.
      COMMAND_OF.typescript(world.directory, '')
      const file = join(world.directory, 'snippet.mts')
      const code = await world.snippet('typescript', one)
      writeFileSync(file, code)
      expect(await check(file)).toEqual(FINE)
      writeFileSync(file, code.replace('new QdrantClient({', 'new QdrantClient({ timeout: "1",'))
      expect((await check(file)).stdout).toContain('TS2322')
    },
    30_000,
  )
})

describe.skipIf(!isInstalled('go'))(title('Go', 'go'), () => {
  test.each(casesOf('grpc').map((one) => [inWords(one), one] as const))(
    '%s: as gofmt writes it',
    async (_, one) => {
      const file = join(world.directory, 'main.go')
      writeFileSync(file, await world.snippet('go', one))
      expect(await world.run(['gofmt', '-l', file], one)).toEqual(FINE)
    },
  )
})

/** Mono's compiler: it can parse a program, and does not know what Qdrant.Client needs. */
const HAS_MCS = has('mcs')

describe.skipIf(!HAS_MCS)(`C#${HAS_MCS ? '' : ' (needs mcs)'}`, () => {
  test.each(casesOf('grpc').map((one) => [inWords(one), one] as const))(
    '%s: can be parsed',
    async (_, one) => {
      const file = join(world.directory, 'snippet.cs')
      const code = await world.snippet('dotnet', one)
      writeFileSync(file, code)
      expect(await world.run(['mcs', '--parse', file], one)).toEqual(FINE)
      writeFileSync(file, code.replace('metadata =>', 'metadata'))
      expect((await world.run(['mcs', '--parse', file], one)).code).toBe(1)
    },
  )
})

test.skip('Qdrant.Client for .NET: runs (needs the .NET SDK)', () => {})
