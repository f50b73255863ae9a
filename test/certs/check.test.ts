import { createPublicKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type CheckRequest, checkCertificate } from '../../src/certs/check.ts'
import { parseConstraint } from '../../src/certs/constraints.ts'
import { RULES } from '../../src/certs/rules.ts'
import { NOW } from '../support/io.ts'
import { makeAuthority, makeLeaf } from './fixture.ts'

/** Certificates that this tool does not make, from the recording of rustls. */
const recording: {
  files: string[]
  load: { title: string; certificate: number; key: number; ca: number }[]
  verify: { title: string; chain: number[]; roots: number[] }[]
} = JSON.parse(readFileSync(new URL('../qdrant/tls/rustls.json', import.meta.url), 'utf8'))

const clients: {
  at: string
  roots: string[]
  clients: { title: string; chain: string[] }[]
} = JSON.parse(readFileSync(new URL('../qdrant/tls/clients.json', import.meta.url), 'utf8'))

const bytes = (number: number | undefined) => Buffer.from(recording.files[number ?? -1] ?? '', 'base64')
const pem = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
const pems = (numbers: readonly number[] = []) => numbers.map((number) => pem(bytes(number))).join('')

const file = (name: string, content: string | Uint8Array, mode?: number) => ({
  file: name,
  bytes: Buffer.from(content),
  ...(mode !== undefined && { mode }),
})

const authority = makeAuthority()
const leaf = makeLeaf({}, authority)

const GOOD: CheckRequest = {
  certificate: file('cert.pem', leaf.certificatePem),
  key: file('key.pem', leaf.keyPem, 0o600),
  authority: file('cacert.pem', authority.certificatePem),
  hosts: ['localhost', '127.0.0.1'],
  within: { percent: 66 },
  now: NOW,
}

const { key: _key, ...WITHOUT_KEY } = GOOD

const signed = (wish: Parameters<typeof makeLeaf>[0]): CheckRequest => {
  const made = makeLeaf(wish, authority)
  return { ...GOOD, certificate: file('cert.pem', made.certificatePem), key: file('key.pem', made.keyPem) }
}

const onDisk = (wish: Parameters<typeof makeLeaf>[0]) => [
  { file: 'disk.pem', certificate: new X509Certificate(makeLeaf(wish, authority).certificatePem) },
]

const leafDer = new X509Certificate(leaf.certificatePem).raw
const GARBLED = authority.certificatePem.replace('MII', 'MIJ')
const PUBLIC = createPublicKey(leaf.keyPem).export({ type: 'spki', format: 'pem' })

/** A pair by its title in the recording. */
const loaded = (title: string): CheckRequest => {
  const one = recording.load.find((each) => each.title === title)
  if (one === undefined) throw new Error(title)
  return {
    certificate: file('cert.pem', bytes(one.certificate)),
    key: file('key.pem', bytes(one.key)),
    authority: file('cacert.pem', bytes(one.ca)),
    now: NOW,
  }
}

/** A chain and its roots by their title. */
const chained = (title: string): CheckRequest => {
  const one = recording.verify.find((each) => each.title === title)
  if (one === undefined) throw new Error(title)
  const roots = file('cacert.pem', pems(one.roots))
  return { certificate: file('cert.pem', pems(one.chain)), authority: roots, now: NOW }
}

const later = (days: number): CheckRequest => ({ ...GOOD, now: new Date(NOW.getTime() + days * 86_400_000) })

/** Every rule with requests that break it and the words it has for them. */
const BROKEN: Record<string, readonly (readonly [CheckRequest, string])[]> = {
  'certs/unreadable': [
    [{ ...GOOD, certificate: file('cert.pem', 'garbage') }, 'it holds no PEM certificate'],
    [loaded('DER cert'), 'it holds no PEM certificate'],
    [loaded('no END in the cert'), 'section end "CERTIFICATE" missing'],
    [loaded('bad base64 in the second cert'), 'InvalidCharacter(63)'],
    [loaded('latin1 text around'), 'gRPC and the node port cannot read it'],
    [
      { ...GOOD, certificate: file('cert.pem', pem(leafDer.subarray(0, 300)) + authority.certificatePem) },
      'its first certificate cannot be read',
    ],
  ],
  'certs/structure': [
    [loaded('version 1 leaf'), 'UnsupportedCertVersion'],
    [loaded('leaf with unknown critical extension'), 'UnsupportedCriticalExtension'],
    [chained('doubled SAN (server)'), 'ExtensionValueInvalid'],
    [{ ...GOOD, certificate: file('cert.pem', pem(Buffer.concat([leafDer, Buffer.of(0)]))) }, 'TrailingData'],
  ],
  'certs/expired': [[later(366), 'it expired on 2027-11-23']],
  'certs/not-yet-valid': [[later(-1), 'it is valid only from 2026-11-23T11:55:00Z']],
  'certs/expiring': [
    [later(245), 'it ends in 120 days'],
    [{ ...later(336), within: { seconds: 30 * 86_400 } }, 'it ends in 29 days'],
  ],
  'certs/no-names': [[chained('CN only (server)'), 'it carries no subject alternative name']],
  'certs/dead-name': [
    [chained('SAN [*.headless] for "a.headless" (server)'), '"*.headless" matches no host'],
    [chained('SAN [bad name localhost] for "localhost" (server)'), '"bad name" matches no host'],
  ],
  'certs/name-missing': [[{ ...GOOD, hosts: ['qdrant'] }, 'it does not cover qdrant']],
  'certs/served-differs': [
    [
      { ...GOOD, served: 'rest', onDisk: onDisk({}) },
      'it shows another certificate (until 2027-11-23T12:00:00Z) than disk.pem',
    ],
    [{ ...GOOD, served: 'grpc', onDisk: onDisk({ days: 10 }) }, '(until 2026-12-03T12:00:00Z)'],
  ],
  'certs/key-type': [
    [loaded('rsa-1024 pkcs8'), 'a key of type rsa-1024'],
    [loaded('secp521r1 pkcs8'), 'a key of type ec-secp521r1'],
    [loaded('rsa-2560 pkcs8'), 'a key of type rsa-2560'],
  ],
  'certs/key-form': [
    [loaded('encrypted pkcs8'), 'it cannot be used for REST, gRPC, node port: the key is encrypted'],
    [loaded('DER key'), 'it holds no PEM private key'],
    [loaded('cert before key in the key file'), 'it cannot be used for REST: another section stands before'],
    [loaded('latin1 text around the key'), 'it cannot be used for gRPC, node port: the file is not UTF-8'],
    [loaded('prime256v1 without public key'), 'it does not hold its public key'],
    [loaded('rsa-2048-3 pkcs8'), 'its public exponent'],
    [loaded('empty key'), 'it holds no PEM private key'],
  ],
  'certs/key-mismatch': [
    [loaded('another key'), 'the key in key.pem does not belong to it'],
    [loaded('root first'), 'belongs to certificate 2 of the file'],
  ],
  'certs/key-mode': [
    [{ ...GOOD, key: file('key.pem', leaf.keyPem, 0o640) }, 'others can read the key (0640)'],
  ],
  'certs/ca-as-leaf': [
    [chained('self-signed CA:TRUE, trusted (server)'), 'it is a CA certificate'],
    [{ ...loaded('leaf CA:TRUE'), purpose: 'node' }, 'it is a CA certificate'],
  ],
  'certs/usage': [
    [chained('EKU any (server)'), 'neither serverAuth nor clientAuth'],
    [chained('EKU codeSigning (server)'), 'neither serverAuth nor clientAuth'],
    [chained('EKU none (server)'), 'neither serverAuth nor clientAuth'],
    [{ ...signed({ role: 'server' }), purpose: 'client' }, 'its usages do not name clientAuth'],
    [{ ...signed({ role: 'client' }), purpose: 'server' }, 'its usages do not name serverAuth'],
  ],
  'certs/node-usage': [
    [signed({ role: 'server' }), 'it lacks clientAuth'],
    [{ ...signed({ role: 'client' }), purpose: 'node' }, 'it lacks serverAuth'],
  ],
  'certs/signature': [
    [chained('CA prime256v1 signing es1 (client)'), 'an algorithm that the server cannot check'],
    [chained('CA rsa-2048 signing rs1 (client)'), 'an algorithm that the server cannot check'],
  ],
  'certs/chain': [
    [chained('leaf of another CA (server)'), 'none of the certificates in the CA file signed it'],
    [chained('same name, another key (server)'), 'but with another key'],
    [chained('intermediate missing (server)'), 'none of the certificates'],
    [chained('intermediate CA:FALSE (server)'), 'not one of a CA'],
    [chained('intermediate expired (server)'), 'a CA between it and the CA file has expired'],
    [chained('intermediate with serverAuth (client)'), 'for other usages'],
    [chained('two intermediates, pathlen 0 above (server)'), 'pathlen'],
    [chained('CA secp521r1 signing es256 (client)'), 'a kind of key that the server cannot check'],
    [chained('constraint dns example.org, example.net (client)'), 'name constraints'],
  ],
  'certs/ca-file': [
    [loaded('CA file is a key'), 'no root trust anchors were provided'],
    [loaded('CA bad base64'), 'InvalidCharacter(63)'],
    [loaded('latin1 text around the CA'), 'the node port cannot read it'],
    [chained('CA with doubled extension (server)'), 'no root trust anchors'],
  ],
  'certs/calls': [
    [{ ...GOOD, certificate: file('cert.pem', leaf.certificatePem.trimEnd()) }, 'its last line has no end'],
    [
      { ...GOOD, authority: file('cacert.pem', authority.certificatePem + GARBLED) },
      'a certificate of its CA file cannot be read',
    ],
    [
      { ...GOOD, key: file('key.pem', leaf.keyPem + makeLeaf({ keyType: 'ec-p384' }).keyPem) },
      'the last key',
    ],
    [
      { ...GOOD, certificate: file('cert.pem', `${leaf.certificatePem}${PUBLIC}`) },
      'more than certificates and keys',
    ],
  ],
  'certs/ca-dates': [
    [chained('expired CA (server)'), 'the CA CN=ca expired on 2026-02-01'],
    [chained('CA not yet valid (server)'), 'the CA CN=ca is not valid yet'],
    [
      {
        certificate: GOOD.certificate,
        authority: file('cacert.pem', authority.certificatePem),
        within: { percent: 66 },
        now: later(3000).now,
      },
      'ends on 2036-11-20',
    ],
    [
      { certificate: file('ca.pem', authority.certificatePem), now: later(4000).now },
      'expired on 2036-11-20',
    ],
  ],
  'certs/not-a-ca': [[chained('CA:FALSE CA (server)'), 'CN=ca is not the certificate of a CA']],
  'certs/strict-clients': [
    [loaded('P-256 pkcs8'), 'it has no authority key identifier'],
    [
      { ...GOOD, authority: loaded('P-256 pkcs8').authority ?? GOOD.certificate },
      'the CA CN=ca has no subject key identifier',
    ],
  ],
  'certs/outlives-ca': [
    [chained('expired CA (server)'), 'the CA that signed it ends before it, on 2026-02-01'],
  ],
  'certs/long-lived': [[signed({ days: 900 }), 'it is valid for 900 days']],
  'certs/ed25519-browser': [[signed({ keyType: 'ed25519' }), 'browsers cannot open the dashboard']],
}

test('every rule has an example', () => {
  expect(Object.keys(BROKEN).sort()).toEqual(RULES.map(({ id }) => id).sort())
})

test.each(
  Object.entries(BROKEN).flatMap(([id, cases]) =>
    cases.map(([request, words]) => [id, words, request] as const),
  ),
)('%s: %s', (id, words, request) => {
  const { findings } = checkCertificate(request)
  expect(findings.filter(({ ruleId }) => ruleId === id).map(({ message }) => message)).toContainEqual(
    expect.stringContaining(words),
  )
})

// The real server let it in without names and without any extended usage ('no extended key usage' in clients.json).
const noUsage = clients.clients.find(({ title }) => title === 'no extended key usage')

test('a client needs no names', () => {
  const { findings } = checkCertificate({
    certificate: file(
      'cert.pem',
      (noUsage?.chain ?? []).map((one) => pem(Buffer.from(one, 'base64'))).join(''),
    ),
    purpose: 'client',
    now: new Date(clients.at),
  })
  expect(findings).toEqual([])
})

test.each([
  ['a node', GOOD],
  ['a node, as such', { ...GOOD, purpose: 'node' as const }],
  ['without its key', WITHOUT_KEY],
  ['a CA', { certificate: file('ca.pem', authority.certificatePem), now: NOW, within: { percent: 66 } }],
  ['a client without names', { ...signed({ role: 'client', names: [] }), hosts: [] }],
  ['RSA', signed({ keyType: 'rsa-3072' })],
  [
    'one CA of two',
    {
      ...GOOD,
      authority: file(
        'cacert.pem',
        makeAuthority({ name: 'other', keyType: 'ed25519' }).certificatePem + authority.certificatePem,
      ),
    },
  ],
])('nothing is found in %s', (_, request) => {
  expect(checkCertificate(request as CheckRequest).findings).toEqual([])
})

// rustls took both files on every port (test/qdrant/tls/rustls.json, and a run of the same program).
test.each([
  ['an encrypted key before the plain one', loaded('encrypted, then plain')],
  [
    'a section without end behind the key',
    { ...GOOD, key: file('key.pem', `${leaf.keyPem}-----BEGIN X-----\n`) },
  ],
])('%s is no fault of the key file', (_, request) => {
  const { findings, ports } = checkCertificate(request)
  expect(findings.map(({ ruleId }) => ruleId)).not.toContain('certs/key-form')
  expect(ports.map(({ accepted }) => accepted)).toEqual([true, true, true, true])
})

test('a constraint of the CA that holds is nothing to report', () => {
  const constrained = makeAuthority({ permitted: [parseConstraint('example.org')] })
  const made = makeLeaf({ names: ['a.example.org'] }, constrained)
  const request = {
    certificate: file('cert.pem', made.certificatePem),
    authority: file('cacert.pem', constrained.certificatePem),
    now: NOW,
  }
  expect(checkCertificate(request).findings).toEqual([])
})

test('a hundred CAs of one name are more than the server tries', () => {
  const title = "100 other keys of the CA's name before it, plain leaf (client)"
  const one = recording.verify.find((each) => each.title === title)
  const { findings } = checkCertificate({
    certificate: file('cert.pem', pems(one?.chain)),
    authority: file('cacert.pem', pems(one?.roots)),
    now: NOW,
  })
  expect(findings.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
    'the CA file holds more CAs of one name than the server tries',
  ])
})

/** What the recorded observations (test/conformance) and the recording of rustls say about the ports. */
test.each([
  ['a node', GOOD, { rest: true, grpc: true, p2p: true, mtls: true }],
  ['serverAuth only', signed({ role: 'server' }), { rest: true, grpc: true, p2p: false, mtls: false }],
  [
    'clientAuth only',
    signed({ role: 'client', names: [] }),
    { rest: true, grpc: true, p2p: false, mtls: true },
  ],
  [
    'without CA file',
    { certificate: GOOD.certificate, key: GOOD.key, now: NOW },
    { rest: true, grpc: true, p2p: null, mtls: null },
  ],
  ['without key', WITHOUT_KEY, { mtls: true }],
  ['another key', loaded('another key'), { rest: false, grpc: false, p2p: false, mtls: true }],
  [
    'cert before key',
    loaded('cert before key in the key file'),
    { rest: false, grpc: true, p2p: true, mtls: true },
  ],
  [
    'latin1 around the key',
    loaded('latin1 text around the key'),
    { rest: true, grpc: false, p2p: false, mtls: true },
  ],
  ['version 1', loaded('version 1 leaf'), { rest: true, grpc: false, p2p: false, mtls: false }],
  ['expired', later(366), { rest: true, grpc: true, p2p: false, mtls: false }],
  // REST that demands client certificates does not start with such a CA file.
  ['a fault in the CA file', loaded('CA bad base64'), { rest: true, grpc: true, p2p: false, mtls: false }],
  ['no CA in the CA file', loaded('CA file is a key'), { rest: true, grpc: true, p2p: false, mtls: false }],
])('ports with %s', (_, request, expected) => {
  const { ports } = checkCertificate(request as CheckRequest)
  expect(Object.fromEntries(ports.map(({ port, accepted }) => [port, accepted]))).toEqual(expected)
  expect(ports.every(({ accepted, reason }) => accepted === true || reason !== undefined)).toBe(true)
})

/** What the real server did with clients of these keys (test/qdrant/tls/clients.json). */
test.each([
  ['RSA key of 8192 bits', true],
  ['RSA key of 2056 bits', true],
  ['RSA key of 2048 bits, exponent 3', true],
  ['RSA key of 1024 bits', false],
  ['P-521 key', false],
  ['secp256k1 key', false],
  ['RSASSA-PSS key', false],
])('a client with a %s', (title, accepted) => {
  const { chain } = clients.clients.find((each) => each.title === title) ?? { chain: [] }
  const { findings, ports } = checkCertificate({
    certificate: file('cert.pem', chain.map((one) => pem(Buffer.from(one, 'base64'))).join('')),
    authority: file('cacert.pem', clients.roots.map((one) => pem(Buffer.from(one, 'base64'))).join('')),
    now: new Date(clients.at),
  })
  expect(ports.map(({ port, accepted }) => [port, accepted])).toEqual([['mtls', accepted]])
  const ids = findings.filter(({ level }) => level === 'error').map(({ ruleId }) => ruleId)
  expect(ids).toEqual(accepted ? [] : ['certs/key-type'])
})

// The certificate that openssl made, as a leaf and (which it is not) as a CA.
test('an empty subject, as cert-manager writes it', () => {
  const { chain } = clients.clients.find((each) => each.title === 'empty subject') ?? { chain: [] }
  const [one = ''] = chain.map((each) => pem(Buffer.from(each, 'base64')))
  const now = new Date(clients.at)
  const { findings } = checkCertificate({
    certificate: file('cert.pem', one),
    authority: file('cacert.pem', one),
    now,
    within: { percent: 0 },
  })
  expect(findings.map(({ message }) => message)).toContain('the CA (no subject) ends on 2027-09-22')
})

test('the server never reads the key of a client', () => {
  const client = signed({ role: 'client', names: [] })
  const { key } = loaded('encrypted pkcs8')
  const ids = (more: Partial<CheckRequest>) =>
    checkCertificate({ ...client, hosts: [], ...more }).findings.map(({ ruleId }) => ruleId)
  expect(ids({ ...(key && { key }) })).toEqual([])
  expect(ids({ ...(key && { key }), purpose: 'server' })).toContain('certs/key-form')
  // What nobody can read it says all the same.
  expect(ids({ key: file('key.pem', 'junk') })).toEqual(['certs/key-form'])
})

test('reasons name the files', () => {
  const { ports } = checkCertificate(loaded('bad base64'))
  expect(ports[0]).toEqual({
    port: 'rest',
    accepted: false,
    reason: 'TLS file could not be read: key.pem: InvalidCharacter(33)',
  })
})
