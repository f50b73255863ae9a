import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Authority, type AuthorityShape, createAuthority } from '../../src/certs/authority.ts'
import type { Entropy } from '../../src/certs/entropy.ts'
import { type Issued, issueCertificate, type LeafShape } from '../../src/certs/issue.ts'
import type { KeyPair, KeyType } from '../../src/certs/key-types.ts'
import { parseNames } from '../../src/certs/names.ts'
import { NOW } from '../support/io.ts'

const KEYS: Record<KeyType, string[]> = JSON.parse(
  readFileSync(new URL('keys.json', import.meta.url), 'utf8'),
)

const cache = new Map<string, KeyPair>()

function recorded(type: KeyType, index: number): KeyPair {
  const id = `${type} ${index}`
  const pem = KEYS[type][index % KEYS[type].length] ?? ''
  const pair = cache.get(id) ?? { privateKey: createPrivateKey(pem), publicKey: createPublicKey(pem) }
  cache.set(id, pair)
  return pair
}

/** Counted bytes, and recorded keys in turn: no test waits for RSA, and every run makes the same certificates. */
export function fixedEntropy(start = 0): Entropy {
  let next = start
  let keys = start
  return {
    bytes: (count) => Uint8Array.from({ length: count }, () => next++ & 0xff),
    keyPair: (type) => recorded(type, keys++),
    ecNumbers: (type) => {
      const { d = '', x = '', y = '' } = recorded(type, keys++).privateKey.export({ format: 'jwk' })
      const [scalar, ...point] = [d, x, y].map((text) => Buffer.from(text, 'base64url'))
      return { scalar: scalar ?? Buffer.alloc(0), point: Buffer.concat([Buffer.of(4), ...point]) }
    },
  }
}

export const makeAuthority = (
  shape: Partial<AuthorityShape> = {},
  now = NOW,
  entropy = fixedEntropy(),
): Authority =>
  createAuthority({ name: 'test CA', keyType: 'ec-p256', days: 3650, permitted: [], ...shape }, now, entropy)

export interface LeafWish extends Partial<Omit<LeafShape, 'names'>> {
  names?: readonly string[]
}

export function makeLeaf(
  { names = ['localhost', '127.0.0.1'], ...shape }: LeafWish = {},
  authority = makeAuthority(),
  now = NOW,
): Issued {
  const leaf = { role: 'node', commonName: 'node-1', keyType: 'ec-p256', days: 365, ...shape } as const
  return issueCertificate({ ...leaf, names: parseNames(names) }, authority, now, fixedEntropy(1))
}
