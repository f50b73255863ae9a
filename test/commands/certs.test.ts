import { X509Certificate } from 'node:crypto'
import { chmodSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { put, temporaryDirectory, tree } from '../support/directory.ts'
import { run } from '../support/io.ts'

const certs = (cwd: string, ...argv: string[]) => run(['certs', ...argv], { cwd })
const read = (cwd: string, name: string) => new X509Certificate(readFileSync(join(cwd, name)))

test('init makes a CA, nodes and clients, each in its place', async () => {
  const cwd = temporaryDirectory()
  const { code, stdout } = await certs(
    cwd,
    'init',
    '--node',
    'n1=10.0.0.1,n1.example',
    '--node',
    'n2',
    '--client',
    'app',
  )
  expect(code).toBe(0)
  expect(stdout).toContain('Made 11 files')
  expect(tree(cwd, false)).toMatchObject({
    'ca/': '0700',
    'ca/ca-key.pem': '0400',
    'ca/ca.pem': '0644',
    'tls/n1/cacert.pem': '0644',
    'tls/n1/cert.pem': '0644',
    'tls/n1/key.pem': '0600',
    'tls/n2/key.pem': '0600',
    'tls/clients/app/cert.pem': '0644',
    'tls/clients/app/key.pem': '0600',
  })
  const node = read(cwd, 'tls/n1/cert.pem')
  expect(node.subjectAltName).toBe(
    'DNS:n1, IP Address:10.0.0.1, DNS:n1.example, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
  )
  expect(node.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
  const client = read(cwd, 'tls/clients/app/cert.pem')
  expect(client.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
  expect(client.subjectAltName).toBeUndefined()
})

test('a single node gets the paths that Qdrant has by default', async () => {
  const cwd = temporaryDirectory()
  await certs(cwd, 'init', '--no-localhost', '--key-type', 'ed25519', '--days', '10')
  const node = read(cwd, 'tls/cert.pem')
  expect(node.subjectAltName).toBe('DNS:qdrant')
  expect(node.validTo).toBe('Dec  3 12:00:00 2026 GMT')
  expect(node.publicKey.asymmetricKeyType).toBe('ed25519')
})

test('init adds what is missing and touches nothing else', async () => {
  const cwd = temporaryDirectory()
  await certs(cwd, 'init', '--node', 'n1', '--node', 'n2')
  const before = tree(cwd)
  expect((await certs(cwd, 'init', '--node', 'n1', '--node', 'n2')).stdout).toContain('Nothing to do')
  expect(tree(cwd)).toEqual(before)
  await certs(cwd, 'init', '--node', 'n1', '--node', 'n2', '--client', 'app')
  expect(tree(cwd)).toMatchObject(before)
  expect(Object.keys(tree(cwd)).filter((name) => !(name in before))).toEqual([
    'tls/clients/',
    'tls/clients/app/',
    'tls/clients/app/cacert.pem',
    'tls/clients/app/cert.pem',
    'tls/clients/app/key.pem',
  ])
  unlinkSync(join(cwd, 'tls/n2/key.pem'))
  await certs(cwd, 'init', '--node', 'n1', '--node', 'n2')
  expect(tree(cwd)['tls/n1/key.pem']).toBe(before['tls/n1/key.pem'])
  expect(tree(cwd)['tls/n2/key.pem']).not.toBe(before['tls/n2/key.pem'])
})

// It was replaced, and with it what a certificate that is on its way belongs to.
test.each([
  ['init', ['init', '--node', 'n1'], 'tls/key.pem'],
  ['issue', ['issue', 'node', 'n2'], 'tls/n2/key.pem'],
])('%s never writes over a key that has no certificate yet', async (_, argv, key) => {
  const cwd = temporaryDirectory()
  if (argv[0] === 'issue') await certs(cwd, 'init', '--node', 'n1')
  put(join(cwd, key), 'the only one\n', 0o600)
  const before = tree(cwd)
  expect(await certs(cwd, ...argv)).toEqual({
    code: 6,
    stdout: '',
    stderr: `error: ${key} is there without its certificate\nhint: nothing was changed; move it away to have new ones made\n`,
  })
  expect(tree(cwd)).toMatchObject(before)
})

test('init leaves a CA file that trusts more as it is, and refuses one that trusts another CA', async () => {
  const [cwd, other] = [temporaryDirectory(), temporaryDirectory()]
  await certs(cwd, 'init')
  await certs(other, 'init')
  const [own, foreign] = [cwd, other].map((one) => readFileSync(join(one, 'ca/ca.pem'), 'utf8'))
  const again = async (trusted: string) => {
    unlinkSync(join(cwd, 'tls/key.pem'))
    writeFileSync(join(cwd, 'tls/cacert.pem'), trusted)
    return certs(cwd, 'init')
  }
  expect((await again(`${foreign}${own}`)).code).toBe(0)
  expect(readFileSync(join(cwd, 'tls/cacert.pem'), 'utf8')).toBe(`${foreign}${own}`)
  expect(await again(`${foreign}`)).toEqual({
    code: 6,
    stdout: '',
    stderr:
      'error: tls/cacert.pem is there and does not hold the CA that signs\nhint: nothing was changed; move it away to have a new one made\n',
  })
  expect(readFileSync(join(cwd, 'tls/cacert.pem'), 'utf8')).toBe(foreign)
})

test.each([
  [['--node', 'n1=10.0.0.9'], 6, 'it does not cover 10.0.0.9'],
  [['--node', 'a/b'], 2, 'cannot name a node'],
  [['--node', '..'], 2, 'cannot name a node'],
  [['--node', 'a', '--node', 'a'], 2, 'named twice'],
  [['--node', 'n1=http://x'], 2, 'it is a URL'],
  [['--node', 'n1=*.x'], 2, 'a wildcard needs two labels'],
  [['--node', 'n1=10.0.0.300'], 2, 'looks like an IP address'],
  [
    ['--node', 'n1', '--client', 'late', '--days', '5000'],
    2,
    '5000 days would outlive the CA, which ends in 3650',
  ],
])('init %j: exit %i', async (argv, code, words) => {
  const cwd = temporaryDirectory()
  await certs(cwd, 'init', '--node', 'n1')
  const before = tree(cwd)
  const outcome = await certs(cwd, 'init', ...argv)
  expect(outcome.code).toBe(code)
  expect(outcome.stderr).toContain(words)
  expect(tree(cwd)).toEqual(before)
})

test('a dry run makes nothing', async () => {
  const cwd = temporaryDirectory()
  expect((await certs(cwd, 'init', '--dry-run')).stdout).toContain('Would make 5 files')
  expect(tree(cwd)).toEqual({})
})

test('show --json', async () => {
  const cwd = temporaryDirectory()
  await certs(cwd, 'init', '--node', 'n1=10.0.0.1')
  const { code, stdout } = await certs(cwd, 'show', 'tls/cert.pem', '--json')
  expect(code).toBe(0)
  const { fingerprint256, serialNumber } = read(cwd, 'tls/cert.pem')
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    command: 'certs show',
    ok: true,
    certificates: [
      {
        file: 'tls/cert.pem',
        subject: 'CN=n1',
        issuer: 'O=qdrant-auth, CN=Qdrant CA',
        serial: serialNumber,
        notBefore: '2026-11-23T11:55:00Z',
        notAfter: '2027-11-23T12:00:00Z',
        secondsLeft: 31_536_000,
        keyType: 'ec-p256',
        names: ['n1', '10.0.0.1', 'localhost', '127.0.0.1', '::1'],
        usages: ['serverAuth', 'clientAuth'],
        role: 'node',
        ca: false,
        sha256: fingerprint256.replaceAll(':', '').toLowerCase(),
        key: { file: 'tls/key.pem', matches: true, mode: '0600' },
        findings: [],
      },
    ],
  })
})

test('show finds what is wrong', async () => {
  const cwd = temporaryDirectory()
  await certs(cwd, 'init', '--node', 'n1', '--node', 'n2')
  writeFileSync(join(cwd, 'tls/n1/key.pem'), readFileSync(join(cwd, 'tls/n2/key.pem')))
  chmodSync(join(cwd, 'tls/n1/key.pem'), 0o644)
  const { stdout } = await run(['certs', 'show', 'tls/n1/cert.pem'], {
    cwd,
    now: new Date('2030-01-01T00:00:00Z'),
  })
  for (const rule of ['certs/expired', 'certs/key-mismatch', 'certs/key-mode'])
    expect(stdout).toContain(`[${rule}]`)
  expect(stdout).toContain('DOES NOT FIT')
})

test('show of what is no certificate', async () => {
  const cwd = temporaryDirectory({
    'a.pem': 'x',
    'b.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  })
  expect(await certs(cwd, 'show', 'a.pem')).toMatchObject({ code: 3, stdout: '' })
  expect((await certs(cwd, 'show', 'b.pem')).stderr).toContain('its certificate cannot be read')
  expect(await certs(cwd, 'show', 'gone.pem')).toMatchObject({ code: 3 })
  for (const verb of ['show', 'check'])
    expect(await certs(cwd, verb)).toEqual({
      code: 3,
      stdout: '',
      stderr: `error: cannot read ${cwd}/tls: no such file or directory\n`,
    })
  // As renew and rotate-ca do, and as hints say it.
  await certs(cwd, 'init')
  expect((await certs(cwd, 'show')).stdout).toContain('tls/cert.pem\n')
  expect((await certs(cwd, 'check')).code).toBe(0)
})
