import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { issueCertificate, type LeafShape } from '../../src/certs/issue.ts'
import { KEY_TYPES } from '../../src/certs/key-types.ts'
import { parseNames } from '../../src/certs/names.ts'
import { ROLES } from '../../src/certs/profiles.ts'
import { fixedEntropy, makeAuthority } from '../certs/fixture.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { NOW } from '../support/io.ts'
import { HAS_OPENSSL } from '../support/programs.ts'
import { structureFaults } from './structure.ts'

const CERTIFICATES = 5000

/** Numbers that look random and are the same in every run (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const WORLD = ['bücher', 'مثال', '例え', 'пример', 'ñandú', 'straße']

function anyShape(random: (below: number) => number): LeafShape {
  const pick = <T>(of: readonly T[]): T => of[random(of.length)] as T
  const text = (length: number) => Array.from({ length }, () => pick([...LETTERS])).join('')
  const label = () => `a${text(random(40))}`
  const name = () => {
    const kind = random(6)
    if (kind === 0) return [1, 2, 3, 4].map(() => random(256)).join('.')
    if (kind === 1) return [1, 2, 3, 4, 5, 6, 7, 8].map(() => random(0x10000).toString(16)).join(':')
    if (kind === 2) return `${pick(WORLD)}.example`
    if (kind === 3) return `*.${label()}.example`
    return Array.from({ length: 1 + random(4) }, label).join('.')
  }
  const role = pick(ROLES)
  return {
    role,
    commonName: pick([label(), name(), `${pick(WORLD)} ${label()}`, `${label()}${'x'.repeat(80)}`]),
    names: parseNames(Array.from({ length: random(8) + (role === 'client' ? 0 : 1) }, name)),
    keyType: pick(KEY_TYPES),
    days: 1 + random(3649),
  }
}

test.skipIf(!HAS_OPENSSL)(
  `${CERTIFICATES} random certificates, and openssl takes every one`,
  { timeout: 120_000 },
  () => {
    const random = randomFrom(20_261_124)
    const cwd = temporaryDirectory()
    for (const keyType of KEY_TYPES) {
      const authority = makeAuthority({ keyType }, NOW, fixedEntropy(KEY_TYPES.indexOf(keyType)))
      const folder = join(cwd, keyType)
      mkdirSync(folder)
      writeFileSync(join(folder, 'ca.pem'), authority.certificatePem)
      expect(structureFaults(authority.certificate.raw)).toEqual([])
      const files: string[] = []
      for (let index = 0; index < Math.ceil(CERTIFICATES / KEY_TYPES.length); index++) {
        const entropy = fixedEntropy(random(1 << 20))
        const shape = anyShape(random)
        const { certificatePem } = issueCertificate(shape, authority, NOW, {
          ...entropy,
          bytes: (count) => Uint8Array.from({ length: count }, () => random(256)),
        })
        const faults = structureFaults(new X509Certificate(certificatePem).raw)
        expect({ shape, faults }).toEqual({ shape, faults: [] })
        files.push(`${index}.pem`)
        writeFileSync(join(folder, `${index}.pem`), certificatePem)
      }
      const at = String(NOW.getTime() / 1000 + 3600)
      const { status, stdout, stderr } = spawnSync(
        'openssl',
        ['verify', '-x509_strict', '-attime', at, '-CAfile', 'ca.pem', ...files],
        { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 24 },
      )
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
      expect(stdout.trim().split('\n')).toEqual(files.map((file) => `${file}: OK`))
    }
  },
)

test.skipIf(!HAS_OPENSSL)('what openssl makes without being told more is found wanting', () => {
  const cwd = temporaryDirectory()
  const argv = [
    'req',
    '-x509',
    '-newkey',
    'ed25519',
    '-nodes',
    '-keyout',
    'key.pem',
    '-out',
    'cert.pem',
    '-subj',
    '/CN=x',
  ]
  expect(spawnSync('openssl', argv, { cwd }).status).toBe(0)
  const { raw } = new X509Certificate(readFileSync(join(cwd, 'cert.pem')))
  expect(structureFaults(raw)).toContain('keyUsage is missing')
  expect(structureFaults(Buffer.concat([raw, Buffer.of(0, 0)]))).toContain(
    'something follows the certificate',
  )
})
