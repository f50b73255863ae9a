import { expect, test } from 'vitest'
import { nameText } from '../../src/certs/names.ts'
import { type CertificateWish, planCertificates } from '../../src/certs/plan.ts'
import { helmNode } from '../../src/certs/presets.ts'

const wish = (part: Partial<CertificateWish>): CertificateWish => ({
  nodes: [],
  clients: [],
  localhost: true,
  ...part,
})

const inShort = (part: Partial<CertificateWish>) =>
  planCertificates(wish(part)).certificates.map(
    ({ role, certificate, key, authority, names }) =>
      `${role} ${certificate} ${key} ${authority}: ${names.map(nameText).join(' ')}`,
  )

test('one node stands where the server looks', () => {
  expect(inShort({ nodes: [{ name: 'qdrant', names: ['10.0.0.1'] }] })).toEqual([
    'node tls/cert.pem tls/key.pem tls/cacert.pem: qdrant 10.0.0.1 localhost 127.0.0.1 ::1',
  ])
})

test('several nodes have a folder each, and clients have theirs', () => {
  const nodes = [
    { name: 'n1', names: ['N1', 'n1.example'] },
    { name: 'n2', names: [] },
  ]
  expect(inShort({ nodes, clients: ['app'], localhost: false })).toEqual([
    'node tls/n1/cert.pem tls/n1/key.pem tls/n1/cacert.pem: n1 n1.example',
    'node tls/n2/cert.pem tls/n2/key.pem tls/n2/cacert.pem: n2',
    'client tls/clients/app/cert.pem tls/clients/app/key.pem tls/clients/app/cacert.pem: ',
  ])
})

test.each([
  ['kubernetes', 'node tls/tls.crt tls/tls.key tls/ca.pem: q'],
  ['cert-manager', 'node tls/tls.crt tls/tls.key tls/ca.crt: q'],
] as const)('layout %s', (layout, expected) => {
  expect(inShort({ nodes: [{ name: 'q', names: [] }], localhost: false, layout })).toEqual([expected])
})

test('the CA key is apart from tls, or where it was said to be', () => {
  expect(planCertificates(wish({}))).toMatchObject({
    authorityCertificate: 'ca/ca.pem',
    authorityKey: 'ca/ca-key.pem',
  })
  const authority = { certificate: '/safe/ca.pem', key: '/safe/ca.key' }
  expect(planCertificates(wish({ authority }))).toMatchObject({
    authorityCertificate: '/safe/ca.pem',
    authorityKey: '/safe/ca.key',
  })
})

test.each([
  ['../x', 'cannot name a node or client'],
  ['', 'cannot name a node or client'],
  ['.', 'cannot name a node or client'],
  ['Clients', 'cannot name a node or client'],
  ['a b', 'cannot name a node or client'],
  ['x'.repeat(64), 'cannot name a node or client'],
])('a node called %j is refused', (name, reason) => {
  expect(() => planCertificates(wish({ nodes: [{ name, names: [] }] }))).toThrow(reason)
})

test('names that are one folder on some systems are refused', () => {
  expect(() => planCertificates(wish({ nodes: ['a', 'A'].map((name) => ({ name, names: [] })) }))).toThrow(
    'A is named twice',
  )
})

test('a release has the short names that the chart puts into --uri, for every pod and two more', () => {
  const { name, names } = helmNode({ release: 'db', namespace: 'prod', replicas: 1 })
  expect(name).toBe('db-qdrant')
  expect(names).toEqual([
    'db-qdrant',
    'db-qdrant.prod',
    'db-qdrant.prod.svc',
    'db-qdrant.prod.svc.cluster.local',
    'db-qdrant-headless',
    'db-qdrant-headless.prod',
    'db-qdrant-headless.prod.svc',
    'db-qdrant-headless.prod.svc.cluster.local',
    ...[0, 1, 2].flatMap((pod) => [
      `db-qdrant-${pod}.db-qdrant-headless`,
      `db-qdrant-${pod}.db-qdrant-headless.prod`,
      `db-qdrant-${pod}.db-qdrant-headless.prod.svc`,
      `db-qdrant-${pod}.db-qdrant-headless.prod.svc.cluster.local`,
    ]),
  ])
})

test('a release that says qdrant is not called so twice; another domain is taken', () => {
  const { name, names } = helmNode({
    release: 'my-qdrant',
    namespace: 'x',
    replicas: 3,
    clusterDomain: 'corp.example',
  })
  expect(name).toBe('my-qdrant')
  expect(names).toContain('my-qdrant-2.my-qdrant-headless.x.svc.corp.example')
})

test.each([
  [{ release: 'Db', namespace: 'x' }, 'a release'],
  [{ release: 'db', namespace: 'a.b' }, 'a namespace'],
])('%j is refused', (names, what) => {
  expect(() => helmNode({ ...names, replicas: 1 })).toThrow(`cannot be the name of ${what}`)
})
