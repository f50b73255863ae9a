import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { COMMAND_OF } from './programs.ts'
import {
  type Case,
  casesOf,
  expected,
  inWords,
  isInstalled,
  openWorld,
  type Seen,
  title,
  type World,
} from './world.ts'

/** What is particular about a client. */
export interface Particular {
  client: keyof typeof COMMAND_OF
  /** What `install.sh` calls it. */
  needed: string
  transports: readonly Case['transport'][]
  /** Header in which it sends a token. */
  tokenHeader: 'api-key: ' | 'authorization: Bearer '
  /** What the program prints of the answer. */
  stdout?: string
  /** What it may say beside that. */
  stderr?(one: Case): RegExp
  /** Where it shows the server less than others. */
  seen?: Partial<Seen>
  /** The same program, but that it shows no certificate. */
  withoutCertificate(code: string): string
}

/** Runs what the tool prints, unmodified, in every way that the client has, and looks at what the server got. */
export function testClient({
  client,
  needed,
  transports,
  tokenHeader,
  stdout = 'docs\n',
  stderr = () => /^$/,
  seen = {},
  withoutCertificate,
}: Particular): void {
  describe.skipIf(!isInstalled(needed))(title(client, needed), () => {
    let world: World
    beforeAll(async () => {
      world = await openWorld()
    })
    afterAll(() => world?.close())

    const execute = (code: string, one: Case) => world.run(COMMAND_OF[client](world.directory, code), one)

    test.each(casesOf(...transports).map((one) => [inWords(one), one] as const))(
      '%s',
      async (_, one) => {
        const ran = await execute(await world.snippet(client, one), one)
        expect(ran).toEqual({ code: 0, stdout, stderr: expect.stringMatching(stderr(one)) })
        expect(world.listing(one)).toEqual({ ...expected(one, tokenHeader), ...seen })
      },
      60_000,
    )

    test.each(transports)(
      '%s: without its certificate it is not let in',
      async (transport) => {
        const one: Case = {
          transport,
          security: 'mtls',
          authority: 'given',
          secret: 'key',
          from: 'environment',
        }
        const printed = await world.snippet(client, one)
        const code = withoutCertificate(printed)
        expect(code).not.toBe(printed)
        expect((await execute(code, one)).code).not.toBe(0)
        expect(() => world.listing(one)).toThrow('alone')
      },
      60_000,
    )
  })
}
