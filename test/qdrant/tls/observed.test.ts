import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { certificatesOf } from '../../../src/certs/pem-file.ts'
import { type PeerRole, verifyPeer } from '../../../src/qdrant/tls/path.ts'
import { loadGrpc, loadP2p, loadRest } from '../../../src/qdrant/tls/ports.ts'
import { demandsClientCertificate, reloadOf } from '../../../src/qdrant/tls/reload.ts'
import { makeAuthority, makeLeaf } from '../../certs/fixture.ts'
import { NOW } from '../../support/io.ts'

/** The observations of test/conformance/recordings/tls-observed.json, one by one; their certificates made anew. */
const { observations }: { observations: { settings: string; client: string; result: string }[] } = JSON.parse(
  readFileSync(new URL('../../conformance/recordings/tls-observed.json', import.meta.url), 'utf8'),
)

const [ca1, ca2] = [makeAuthority({ name: 'ca1' }), makeAuthority({ name: 'ca2', keyType: 'ec-p384' })]
const bundle = ca1.certificatePem + ca2.certificatePem
const ders = (pem: string) => certificatesOf(pem).certificates.map(({ raw }) => raw)

/** `accepted`, or the alert in the words of the recording. */
function presented(pem: string, role: PeerRole, trust = bundle): string {
  const verdict = verifyPeer(
    { chain: ders(pem), role, ...(role === 'server' && { host: 'localhost' }) },
    ders(trust),
    NOW,
  )
  return verdict.accepted ? 'accepted' : verdict.alert
}

const of = (authority: typeof ca1, role: 'node' | 'server' | 'client') =>
  makeLeaf({ role }, authority).certificatePem
const joins = (pem: string) => [presented(pem, 'client'), presented(pem, 'server')]
const pair = makeLeaf({}, ca1)
const other = makeLeaf({}, ca2)
const identity = (certificatePem: string, keyPem: string) => ({
  certificate: Buffer.from(certificatePem),
  key: Buffer.from(keyPem),
})

const HELD: Record<string, () => void> = {
  'REST, no certificate': () => expect(demandsClientCertificate('rest', true)).toBe(true),
  'REST, clientAuth certificate of ca1': () =>
    expect(presented(of(ca1, 'client'), 'client')).toBe('accepted'),
  'REST, clientAuth certificate of ca2': () =>
    expect(presented(of(ca2, 'client'), 'client')).toBe('accepted'),
  'REST, serverAuth-only certificate of ca1': () =>
    expect(presented(of(ca1, 'server'), 'client')).toBe('unsupported certificate'),
  'metrics port, no certificate': () => expect(demandsClientCertificate('metrics', true)).toBe(true),
  'metrics port, certificate of ca1': () => expect(presented(of(ca1, 'client'), 'client')).toBe('accepted'),
  'gRPC, NO certificate, right api-key': () => expect(demandsClientCertificate('grpc', true)).toBe(false),
  'tls.cert_ttl: 1, files replaced by a pair of another CA': () =>
    expect(reloadOf('rest', 'pair', 1)).toBe('within cert_ttl'),
  'same / gRPC': () => expect(reloadOf('grpc', 'pair', 1)).toBe('restart'),
  'cert_ttl: 1, certificate replaced alone so that it does not match the key': () =>
    expect(loadRest(identity(other.certificatePem, makeLeaf({ keyType: 'ec-p384' }, ca1).keyPem))).toEqual({
      loads: true,
      serves: false,
    }),
  'cluster.p2p.enable_tls, both nodes serverAuth+clientAuth': () =>
    expect(joins(of(ca1, 'node'))).toEqual(['accepted', 'accepted']),
  'joining node serverAuth only': () =>
    expect(joins(of(ca1, 'server'))).toEqual(['unsupported certificate', 'accepted']),
  'first node serverAuth only': () =>
    expect(joins(of(ca1, 'server'))).toEqual(['unsupported certificate', 'accepted']),
  'ca_cert = bundle on both nodes, node certificates from different CAs': () =>
    expect([...joins(of(ca1, 'node')), ...joins(of(ca2, 'node'))]).toEqual(new Array(4).fill('accepted')),
}

const held = Object.values(HELD)

test('every observation is held', () => {
  expect(observations).toHaveLength(held.length)
})

test.each(observations.map((observation, index) => ({ ...observation, index })))(
  '$settings: $client: $result',
  ({ index, settings, client }) => {
    const name = Object.keys(HELD)[index] ?? ''
    expect([settings, client, `same / ${client}`]).toContain(name)
    held[index]?.()
  },
)

test('both pairs load everywhere', () => {
  const files = identity(pair.certificatePem, pair.keyPem)
  expect([loadRest(files), loadGrpc(files), loadP2p(files, Buffer.from(bundle))]).toEqual([
    { loads: true, serves: true },
    { loads: true },
    { loads: true, roots: 2 },
  ])
})

test.each([
  ['rest', 'pair', 3600, 'within cert_ttl'],
  ['metrics', 'pair', 3600, 'within cert_ttl'],
  ['rest', 'pair', 0, 'restart'],
  ['rest', 'pair', null, 'restart'],
  ['rest', 'ca', 3600, 'restart'],
  ['grpc', 'pair', 3600, 'restart'],
  ['grpc', 'ca', 3600, 'not used'],
  ['p2p', 'pair', 3600, 'restart'],
  ['p2p', 'ca', 3600, 'restart'],
] as const)('%s takes a new %s with cert_ttl %s: %s', (port, replaced, ttl, expected) => {
  expect(reloadOf(port, replaced, ttl)).toBe(expected)
})
