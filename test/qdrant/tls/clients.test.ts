import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { verifyClient } from '../../../src/qdrant/tls/path.ts'

/**
 * What a real server 1.19.0 said to clients with these certificates, in each version of TLS: `accepted`, or the alert they
 * got. DER in base64.
 */
const recording: {
  at: string
  roots: string[]
  clients: { title: string; chain: string[]; tls13: string; tls12: string }[]
} = JSON.parse(readFileSync(new URL('clients.json', import.meta.url), 'utf8'))

const ders = (texts: readonly string[]) => texts.map((text) => Buffer.from(text, 'base64'))

/** What the server says to a client that sends none: OpenSSL does where it sees that its key will not do. */
const NONE = 'certificate required'
const SAYS_NOTHING = ['Ed448 key', 'RSASSA-PSS key']

test.each(recording.clients)('$title: $tls12', ({ title, chain, tls13, tls12 }) => {
  const verdict = verifyClient(ders(chain), ders(recording.roots), new Date(recording.at))
  expect([tls12, NONE]).toContain(tls13)
  if (SAYS_NOTHING.includes(title)) expect([verdict.accepted, tls12]).toEqual([false, NONE])
  else expect(verdict.accepted ? 'accepted' : verdict.alert.toLowerCase()).toBe(tls12)
})
