import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { TARGETS } from '../../src/emit/target.ts'
import { put, temporaryDirectory, tree } from '../support/directory.ts'
import { COMBINATIONS, emit, emitted, FULL, proxyCertificate, servers } from './fixture.ts'

const made = servers()

/** Every key and private key of the directory: what stands in a file of mode 0600 there. */
function secretsOf(directory: string): string[] {
  return Object.values(tree(directory)).flatMap((entry) => {
    const secret = /^0[46]00 /.test(entry)
    if (!secret) return []
    const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----\n(\S+)/.exec(entry)?.[1]
    const settings = [...entry.matchAll(/(?:api_key: "|API_KEY=)([\w-]{43})/g)].flatMap(
      ([, one]) => one ?? [],
    )
    const token = /^0600 (eyJ[\w.-]+)/.exec(entry)?.[1]
    return [...settings, ...[key, token].filter((one) => one !== undefined)]
  })
}

test.each(COMBINATIONS)(
  '%s from init (%s): a secret stands in its own file of mode 0600 and nowhere else',
  async (target, kind) => {
    const cwd = await made(kind)
    const secrets = secretsOf(join(cwd, 'server'))
    expect(secrets.length).toBeGreaterThanOrEqual(3)
    const holds = (text: string) => secrets.filter((secret) => text.includes(secret))

    const printed = await emit(cwd, [target, ...FULL])
    expect(printed.code).toBe(0)
    expect(holds(printed.stdout + printed.stderr)).toEqual([])
    const json = await emit(cwd, [target, ...FULL, '--json'])
    expect(holds(json.stdout + json.stderr)).toEqual([])

    const out = await emitted(cwd, target)
    for (const [name, entry] of Object.entries(tree(out))) {
      if (name.endsWith('/')) continue
      const held = holds(entry).length > 0
      expect({ name, secret: entry.startsWith('0600') }).toEqual({ name, secret: held })
    }
  },
)

/** Keys that no `init` makes, as people choose them. */
const ODD_KEYS = fc
  .string({ unit: 'grapheme-ascii', minLength: 12, maxLength: 40 })
  .filter((key) => /^[!-~]+$/.test(key) && /[^\w]/.test(key))

test('random keys with every character reach the secret file unharmed, and no other', async () => {
  const cwd = temporaryDirectory()
  await proxyCertificate(cwd)
  const others = TARGETS.filter((target) => target !== 'env')
  await fc.assert(
    fc.asyncProperty(ODD_KEYS, ODD_KEYS, fc.constantFrom(...others), async (full, read, target) => {
      const [api, reader] = [JSON.stringify(full), JSON.stringify(read)]
      put(
        join(cwd, 'server/config/config.yaml'),
        `service:\n  api_key: ${api}\n  read_only_api_key: ${reader}\n`,
      )
      const files = Object.entries(tree(await emitted(cwd, target))).filter(([name]) => !name.endsWith('/'))
      for (const [name, entry] of files) {
        if (entry.startsWith('0600')) expect(valuesIn(name, entry.slice('0600 '.length))).toContain(read)
        else expect(entry.includes(full) || entry.includes(read)).toBe(false)
      }
    }),
    { numRuns: 100 },
  )
}, 60_000)

/** Every text of a YAML file, also of the YAML inside it; another file is a value itself. */
function valuesIn(name: string, text: string): string[] {
  if (!name.endsWith('.yaml')) return [text.replace(/\n$/, '')]
  const values = (node: unknown): string[] =>
    typeof node === 'string'
      ? [node]
      : node !== null && typeof node === 'object'
        ? Object.values(node).flatMap(values)
        : []
  return values(parse(text)).flatMap((value) =>
    value.startsWith('service:') ? [value, ...values(parse(value))] : [value],
  )
}

test('--show-secrets prints the files of secrets too', async () => {
  const cwd = await made('plain')
  const key =
    /api_key: "([\w-]+)"/.exec(readFileSync(join(cwd, 'server/config/local.yaml'), 'utf8'))?.[1] ?? ''
  const { stdout } = await emit(cwd, ['kubernetes', '--show-secrets'])
  const [secret] = stdout.split(/^---$/m).flatMap((text) => parse(text) ?? [])
  expect(secret).toMatchObject({ kind: 'Secret', stringData: { 'api-key': key } })
})
