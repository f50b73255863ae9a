import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { acceptKey, type KeyEncoding } from '../../../src/qdrant/tls/key-forms.ts'

/**
 * Private keys, some of them damaged at random, and what rustls 0.23.42 with ring 0.17.14 made of each: the public key, or
 * null where it was refused. DER in base64.
 */
const RECORDED: [encoding: KeyEncoding, key: string, publicKey: string | null][] = JSON.parse(
  readFileSync(new URL('ring-keys.json', import.meta.url), 'utf8'),
)

test.each(RECORDED)('%s %s', (encoding, key, publicKey) => {
  const verdict = acceptKey(encoding, Buffer.from(key, 'base64'))
  expect(verdict.accepted ? verdict.publicKey.toString('base64') : null).toBe(publicKey)
})
