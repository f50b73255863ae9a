import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { made } from '../commands/certs-world.ts'
import { put } from '../support/directory.ts'
import { run } from '../support/io.ts'

// Each of these was "internal error", or came out as a finding at bin:1:1, after the server had been asked.

let server: Server
let url: string
let connections = 0

beforeAll(async () => {
  server = createServer((socket) => {
    connections++
    socket.destroy()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  url = `https://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
})

afterAll(() => {
  server.close()
})

const CERTIFICATE = 'tls/clients/app/cert.pem'
const KEY = 'tls/clients/app/key.pem'

/** A CA and a client's certificate, and files that are none. */
async function world(): Promise<string> {
  const cwd = await made('--node', 'n1', '--client', 'app', '--client', 'other')
  put(join(cwd, 'empty'), '')
  put(join(cwd, 'binary'), '\u0000\u0001\u007fELF\ufffd')
  put(join(cwd, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
  put(join(cwd, 'weak.pem'), WEAK)
  put(join(cwd, 'weak-key.pem'), WEAK_KEY)
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
  })
  put(join(cwd, 'encrypted.pem'), privateKey)
  return cwd
}

const WEAK = `-----BEGIN CERTIFICATE-----
MIIBdzCCASGgAwIBAgIUDizGzMMj4dsofDiEUXyzhU1J05YwDQYJKoZIhvcNAQEL
BQAwDzENMAsGA1UEAwwEd2VhazAgFw0yNjExMjYwOTUwMjRaGA8yMTI2MTEwMjA5
NTAyNFowDzENMAsGA1UEAwwEd2VhazBcMA0GCSqGSIb3DQEBAQUAA0sAMEgCQQDS
0MebK0EJSqMQJgXlOTFp+t/gIV1aJDwsSf7qE2bpKFao0C9hWkIwl+fKcK+PJ8th
RUNTfymd160YR3dI2sn/AgMBAAGjUzBRMB0GA1UdDgQWBBQVFSJ60ss4twnexCcM
8L1R2UqzcjAfBgNVHSMEGDAWgBQVFSJ60ss4twnexCcM8L1R2UqzcjAPBgNVHRMB
Af8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA0EADjKZVLtkdmVK2EjYrWV+Up+7aE4Y
45N0i0XEYu1Jvdd9yRSeX70iV+0t0G0Wuic/O6YbAP+vaf+TLxU3t0d1SA==
-----END CERTIFICATE-----
`
const WEAK_KEY = `-----BEGIN PRIVATE KEY-----
MIIBVgIBADANBgkqhkiG9w0BAQEFAASCAUAwggE8AgEAAkEA0tDHmytBCUqjECYF
5Tkxafrf4CFdWiQ8LEn+6hNm6ShWqNAvYVpCMJfnynCvjyfLYUVDU38pndetGEd3
SNrJ/wIDAQABAkEAli4TNFAg+ZyJA3UC2CPhNs14dPNvzEpp72cbSOdfdZJyysS1
T4Bd4mqBwFefC859iJqU/Ar6f7LBkPzKkS8jmQIhAPD+WK/Tix6dUESxz9EuPk22
a3Jqr7pMQNz4VLSHmIwjAiEA3/FeccuNmwqtVd1JKo5ZdWGuQ6ZptIlXmCLPAaYX
KnUCIAxChDR9qIgoLJsyCIZ1ucmuTA0IDGSH2IzlPTnp5ALNAiEAnd4RrjbIxJtq
RjWQ9qcS+WS67IXLzrFjRqSDOa5UdmECIQDqZANpU3yRKaBnGvlc1ts/kj7Hqzbt
EiskrrPXmsPYHQ==
-----END PRIVATE KEY-----
`

const NO_PEM = 'the certificate is given in PEM, and its key in a file of its own'

test.each([
  ['empty', KEY, 'empty holds no certificate', NO_PEM],
  ['binary', KEY, 'binary holds no certificate', NO_PEM],
  ['broken.pem', KEY, 'the certificate in broken.pem cannot be read', NO_PEM],
  [KEY, CERTIFICATE, `${KEY} holds no certificate`, 'it holds a key: were certificate and key mixed up?'],
  [CERTIFICATE, 'empty', 'empty holds no private key', 'the key is given in PEM'],
  [CERTIFICATE, 'binary', 'binary holds no private key', 'the key is given in PEM'],
  [
    CERTIFICATE,
    'encrypted.pem',
    'the key in encrypted.pem is encrypted',
    'take the passphrase off: openssl pkey -in encrypted.pem -out key.pem',
  ],
  [
    CERTIFICATE,
    'tls/clients/other/key.pem',
    `tls/clients/other/key.pem is not the key of ${CERTIFICATE}`,
    `it belongs to the first certificate in it: see qdrant-auth certs show ${CERTIFICATE}`,
  ],
  [
    'weak.pem',
    'weak-key.pem',
    'no connection can be made with weak.pem: ERR_SSL_EE_KEY_TOO_SMALL',
    'see qdrant-auth certs check, or make another: qdrant-auth certs issue client NAME',
  ],
])(
  'certificate %s with key %s is refused before anything is asked',
  async (certificate, key, message, hint) => {
    const cwd = await world()
    const asked = connections
    const flags = ['--client-cert', certificate, '--client-key', key]
    const found = await run(['doctor', url, ...flags], { cwd })
    expect(found).toEqual({ code: 2, stdout: '', stderr: `error: ${message}\nhint: ${hint}\n` })
    put(join(cwd, 'nodes.yaml'), `cert: ${certificate}\nkey: ${key}\nnodes: [{name: n1, url: "${url}"}]\n`)
    // There the files are named in full: they are relative to the inventory.
    for (const argv of [
      ['rotate', 'plan', '--inventory', 'nodes.yaml'],
      ['rotate', 'plan', '--url', url, ...flags],
    ]) {
      const { code, stderr } = await run(argv, { cwd })
      expect({ code, stderr: stderr.replaceAll(`${cwd}/`, '') }).toEqual({ code: 2, stderr: found.stderr })
    }
    expect(connections).toBe(asked)
  },
)

test.each([
  ['empty', 'empty holds no certificate'],
  ['binary', 'binary holds no certificate'],
  ['broken.pem', 'the certificate in broken.pem cannot be read'],
])('a CA file %s is refused before anything is asked', async (ca, message) => {
  const cwd = await world()
  const asked = connections
  const stderr = `error: ${message}\nhint: give the CA in PEM, such as tls/cacert.pem\n`
  const env = { KEY: 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx' }
  for (const argv of [
    ['doctor', url, '--ca', ca],
    ['audit', 'report', url, '--key-env', 'KEY', '--ca', ca],
    ['rotate', 'plan', '--url', url, '--ca', ca],
  ]) {
    const outcome = await run(argv, { cwd, env })
    expect({ ...outcome, stderr: outcome.stderr.replaceAll(`${cwd}/`, '') }).toEqual({
      code: 2,
      stdout: '',
      stderr,
    })
  }
  expect(connections).toBe(asked)
})

test('a pair that belongs together is shown', async () => {
  const cwd = await world()
  const asked = connections
  const { code } = await run(['doctor', url, '--client-cert', CERTIFICATE, '--client-key', KEY], { cwd })
  expect(code).toBe(4)
  expect(connections).toBeGreaterThan(asked)
})
