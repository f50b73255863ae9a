import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { has } from '../../support/programs.ts'
import { casesOf, inWords, openWorld, type World } from './world.ts'

/** Mono's compiler: it can parse a program, and does not know what Qdrant.Client needs. */
const HAS_MCS = has('mcs')

describe.skipIf(!HAS_MCS)(`C# that a compiler can parse${HAS_MCS ? '' : ' (needs mcs)'}`, () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(() => world?.close())

  test.each(casesOf('grpc').map((one) => [inWords(one), one] as const))('%s', async (_, one) => {
    const file = join(world.directory, 'snippet.cs')
    writeFileSync(file, await world.snippet('dotnet', one))
    expect(await world.run(['mcs', '--parse', file], one)).toEqual({ code: 0, stdout: '', stderr: '' })
    writeFileSync(file, (await world.snippet('dotnet', one)).replace('metadata =>', 'metadata'))
    expect((await world.run(['mcs', '--parse', file], one)).code).toBe(1)
  })
})

test.skip('Qdrant.Client for .NET: runs (needs the .NET SDK)', () => {})
