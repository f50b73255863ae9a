import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { makeAuthority, makeLeaf } from '../certs/fixture.ts'
import { findingsOf, KEY, placeOf, type Setup } from './fixture.ts'

const authority = makeAuthority()
const leaf = makeLeaf({}, authority)
const PLAIN = `service:\n  host: 127.0.0.1\n  api_key: "${KEY}"\n  enable_tls: true\n`
const MUTUAL = `${PLAIN}  verify_https_client_certificate: true\n  grpc_port: null\n`
const CLUSTER = `${PLAIN}  enforce_internal_auth: true\ncluster: { enabled: true, p2p: { enable_tls: true } }\n`

const P521 = generateKeyPairSync('ec', { namedCurve: 'P-521' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

const setup = (config: string, files: Setup['files'] = {}, more: Partial<Setup> = {}): Setup => ({
  config,
  files: {
    'tls/cert.pem': { content: leaf.certificatePem },
    'tls/key.pem': { content: leaf.keyPem },
    'tls/cacert.pem': { content: authority.certificatePem },
    ...files,
  },
  ...more,
})

/** What the certificate rules say: rule, place, message, hint. */
async function faults(given: Setup): Promise<string[]> {
  const only = ['missing-certificate', 'mismatched-pair', 'certificate-time', 'certificate-usage']
  return (await findingsOf({ ...given, only })).map(
    (one) => `${placeOf(one).slice('config/config.yaml:'.length)} ${one.message} → ${one.hint}`,
  )
}

const files = (made: { certificatePem: string; keyPem: string }): Setup['files'] => ({
  'tls/cert.pem': { content: made.certificatePem },
  'tls/key.pem': { content: made.keyPem },
})
const START = 'paths start from the directory the server is started in'

test('good files have no fault', async () => {
  for (const config of [PLAIN, MUTUAL, CLUSTER]) expect(await faults(setup(config))).toEqual([])
})

test('a file that is missing, of another user, or far too large', async () => {
  const bare = (config: string): Setup => ({ config })
  expect(await faults(bare(MUTUAL))).toEqual([
    `4:15 tls.cert names ./tls/cert.pem, which the server cannot read: No such file or directory → ${START}`,
    `4:15 tls.key names ./tls/key.pem, which the server cannot read: No such file or directory → ${START}`,
    `4:15 tls.ca_cert names ./tls/cacert.pem, which the server cannot read: No such file or directory → ${START}`,
  ])
  const shut = setup(PLAIN, { 'tls/key.pem': { content: leaf.keyPem, mode: 0o600 } }, { uid: 1000 })
  expect(await faults(shut)).toEqual([
    `4:15 tls.key names ./tls/key.pem, which the server cannot read: Permission denied → ${START}`,
  ])
})

test('a path that is written stands for itself', async () => {
  expect(await faults({ config: `${PLAIN}tls:\n  cert: c.pem\n  key: k.pem\n` })).toEqual([
    `6:9 tls.cert names c.pem, which the server cannot read: No such file or directory → ${START}`,
    `7:8 tls.key names k.pem, which the server cannot read: No such file or directory → ${START}`,
  ])
})

test('the CA is looked at where a port checks certificates', async () => {
  const without = (config: string) => {
    const { 'tls/cacert.pem': _, ...others } = setup(config).files ?? {}
    return faults({ config, files: others })
  }
  const message = `tls.ca_cert names ./tls/cacert.pem, which the server cannot read: No such file or directory → ${START}`
  expect(await without(PLAIN)).toEqual([])
  expect(await without(MUTUAL)).toEqual([`4:15 ${message}`])
  expect(await without(CLUSTER)).toEqual([`4:15 ${message}`])
})

test.each([
  ['the last day', '2027-11-22T12:00:00Z', []],
  ['the day after', '2027-11-24T00:00:00Z', ['4:15 tls.cert expired on 2027-11-23 → renew it']],
  [
    'long before',
    '2026-01-01T00:00:00Z',
    [
      '4:15 tls.cert is not valid before 2026-11-23 → look at the clock',
      '4:15 tls.ca_cert is not valid before 2026-11-23 → look at the clock',
    ],
  ],
  [
    'ten years after',
    '2037-01-01T00:00:00Z',
    ['4:15 tls.cert expired on 2027-11-23 → renew it', '4:15 tls.ca_cert expired on 2036-11-20 → renew it'],
  ],
])('the time of certificates: %s', async (_title, now, expected) => {
  expect(await faults(setup(MUTUAL, {}, { now: new Date(now) }))).toEqual(expected)
})

// As the real server does, which lets in whom an expired CA signed (test/qdrant/tls/rustls.json, expired CA).
test('an expired CA is no error', async () => {
  const given = setup(MUTUAL, files(makeLeaf({ days: 5000 }, makeAuthority({ days: 6000 }))))
  const found = await findingsOf({
    ...given,
    now: new Date('2037-01-01T00:00:00Z'),
    only: ['certificate-time'],
  })
  expect(found.map(({ level, message }) => [level, message])).toEqual([
    ['warning', 'tls.ca_cert expired on 2036-11-20'],
  ])
})

test('what a certificate is for', async () => {
  const made = 'make one with qdrant-auth certs init'
  const client = files(makeLeaf({ role: 'client', names: [] }, authority))
  expect(await faults(setup(PLAIN, client))).toEqual([
    `4:15 tls.cert is not for servers (serverAuth) → ${made}`,
  ])
  const server = files(makeLeaf({ role: 'server' }, authority))
  expect(await faults(setup(MUTUAL, server))).toEqual([])
  expect(await faults(setup(CLUSTER, server))).toEqual([
    `4:15 tls.cert is not for clients (clientAuth), and a node is a client of the others → ${made}`,
  ])
  const ca = { 'tls/cert.pem': { content: authority.certificatePem } }
  expect(await faults(setup(PLAIN, ca))).toEqual([
    `4:15 tls.cert is the certificate of a CA, which nodes and Rust clients refuse from a server → ${made}`,
    '4:15 tls.key is not the key of tls.cert → put the key beside its own certificate',
  ])
})

test('what is written is where a fault stands', async () => {
  const paths = 'tls:\n  cert: ./tls/cert.pem\n  key: ./tls/key.pem\n  ca_cert: ./tls/cacert.pem\n'
  const other = makeLeaf({ keyType: 'ec-p384', role: 'client', names: [] }, authority)
  const wrong = setup(
    MUTUAL + paths,
    { 'tls/cert.pem': { content: other.certificatePem } },
    { now: new Date('2040-01-01T00:00:00Z') },
  )
  expect((await faults(wrong)).map((one) => one.split(' →')[0])).toEqual([
    '8:9 tls.cert expired on 2027-11-23',
    '8:9 tls.cert is not for servers (serverAuth)',
    '9:8 tls.key is not the key of tls.cert',
    '10:12 tls.ca_cert expired on 2036-11-20',
  ])
  const node = `service: { host: "::1" }\ncluster: { enabled: true, p2p: { enable_tls: true } }\n`
  expect((await faults({ config: node }))[0]).toMatch(/^2:46 tls\.cert names /)
})

test('of several CAs each is looked at, and of a chain the first certificate', async () => {
  const old = makeAuthority({ days: 30 })
  const both = { 'tls/cacert.pem': { content: authority.certificatePem + old.certificatePem } }
  const now = new Date('2027-01-15T00:00:00Z')
  expect(await faults(setup(MUTUAL, both, { now }))).toEqual([
    '4:15 tls.ca_cert expired on 2026-12-23 → renew it',
  ])
  const chain = { 'tls/cert.pem': { content: leaf.certificatePem + old.certificatePem } }
  expect(await faults(setup(PLAIN, chain, { now }))).toEqual([])
})

/** What the real server said to key files beside a P-256 certificate: none of them is another certificate's key. */
test.each([
  ['encrypted PKCS#8', { label: 'ENCRYPTED PRIVATE KEY' }, 'no private key found'],
  ['nothing', { content: '' }, 'no private key found'],
  ['indented', { indent: '  ' }, 'no private key found'],
  ['of an unknown name', { label: 'ANY PRIVATE KEY' }, 'no private key found'],
  ['behind a byte order mark', { before: '\ufeff' }, 'no private key found'],
  ['behind its certificate', { before: leaf.certificatePem }, 'invalid private key'],
  ['of P-521', { content: P521 }, 'TLS signing error'],
])('a key that the server cannot read: %s', async (_title, form, error) => {
  const { label = 'PRIVATE KEY', indent = '', before = '', content } = form as Record<string, string>
  const text = leaf.keyPem.replaceAll('PRIVATE KEY', label).replace(/^/gm, indent)
  const key = { 'tls/key.pem': { content: content ?? before + text } }
  for (const now of [new Date('2026-12-01T00:00:00Z'), new Date('2040-01-01T00:00:00Z')]) {
    const only = ['mismatched-pair', 'will-not-start']
    const found = await findingsOf({ ...setup(PLAIN, key, { now }), only })
    expect(found.map(({ message }) => message)).toEqual([`the server does not start: ${error}`])
  }
})

test('a file without a certificate has no fault of its own here: the port says what it makes of it', async () => {
  const nothing = { 'tls/cert.pem': { content: 'no certificate\n' } }
  expect(await faults(setup(PLAIN, nothing))).toEqual([])
  expect((await findingsOf(setup(PLAIN, nothing))).map(({ ruleId }) => ruleId)).toContain(
    'config/will-not-start',
  )
})
