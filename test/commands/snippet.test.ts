import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CLIENT_NAMES } from '../../src/snippet/clients.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

/** A directory that `init` has made. */
async function made(...flags: string[]): Promise<string> {
  const cwd = temporaryDirectory()
  expect(await run(['init', '--yes', ...flags], { cwd })).toMatchObject({ code: 0 })
  return cwd
}

test('from the directory of a server: address, CA and certificate, in full', async () => {
  const cwd = await made('--mtls')
  expect(await run(['snippet', 'python'], { cwd })).toEqual({
    code: 0,
    stdout: `import os
import ssl

from qdrant_client import QdrantClient

# In this form alone httpx shows the certificate: beside verify="ca.pem" it leaves out cert=, without a word.
tls = ssl.create_default_context(cafile="${cwd}/tls/cacert.pem")
tls.load_cert_chain("${cwd}/tls/clients/client/cert.pem", "${cwd}/tls/clients/client/key.pem")

client = QdrantClient(
    url="https://localhost:6333",
    api_key=os.environ["QDRANT_API_KEY"],
    verify=tls,
    check_compatibility=False,  # it would ask without the certificates
)
for collection in client.get_collections().collections:
    print(collection.name)
`,
    stderr:
      'note: install: pip install qdrant-client==1.20.0\nnote: it reads QDRANT_API_KEY from the environment\n',
  })
})

test('a file and a token, over gRPC', async () => {
  const cwd = await made()
  const argv = ['snippet', 'go', '--jwt', '--secret-file', 'tokens/read.jwt']
  const { code, stdout, stderr } = await run(argv, { cwd })
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr:
      "note: install: go get github.com/qdrant/go-client@v1.17.1\nnote: it reads the token from 'tokens/read.jwt'\n",
  })
  expect(stdout).toContain('	config := qdrant.Config{Host: "localhost", Port: 6334}\n')
  expect(stdout).toContain('	text, err := os.ReadFile("tokens/read.jwt")\n')
})

test('the nodes of a cluster have their certificates elsewhere, and one CA', async () => {
  const cwd = await made('--cluster', '3')
  const { code, stdout } = await run(['snippet', 'curl'], { cwd })
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `# curl gets the header over a pipe: among its arguments every user of the machine could read it.
: "\${QDRANT_API_KEY:?}"
printf 'api-key: %s\\n' "$QDRANT_API_KEY" |
  curl --fail-with-body --silent --show-error --header @- \\
    --cacert '${cwd}/ca/ca.pem' \\
    'https://localhost:6333/collections'
`,
  })
})

test('a CA that has not signed what the server shows is for its clients, and the address is a name that it shows', async () => {
  const cwd = await made()
  const other = temporaryDirectory()
  expect(
    await run(['certs', 'init', '--node', 'qdrant.example.org', '--no-localhost'], { cwd: other }),
  ).toMatchObject({ code: 0 })
  cpSync(join(other, 'tls/cert.pem'), join(cwd, 'tls/cert.pem'))
  const { stdout } = await run(['snippet', 'python'], { cwd })
  expect(stdout).toContain('url="https://qdrant.example.org:6333"')
  expect(stdout).not.toContain('verify=')
})

test('where the client cannot show a certificate it says so, exits 1, and prints what works', async () => {
  const cwd = await made('--mtls')
  const { code, stdout, stderr } = await run(['snippet', 'typescript', '--json'], { cwd })
  const { code: program, ...json } = JSON.parse(stdout)
  expect({ code, json }).toEqual({
    code: 1,
    json: {
      schemaVersion: 1,
      command: 'snippet',
      ok: true,
      client: 'typescript',
      transport: 'rest',
      supported: false,
      reason: 'the JavaScript clients have no option for a client certificate',
      dependencies: [
        { name: '@qdrant/js-client-rest', version: '1.19.0' },
        { name: 'undici', version: '7.29.0' },
      ],
      install: ['npm install @qdrant/js-client-rest@1.19.0', 'npm install undici@7.29.0'],
      notes: [
        'it is JavaScript as well: save it as .mts or .mjs; the client asks for Node 22',
        'it reads QDRANT_API_KEY from the environment',
      ],
    },
  })
  expect(program).toContain(`cert: readFileSync("${cwd}/tls/clients/client/cert.pem"),`)
  expect(stderr).toContain(
    'warning: the JavaScript clients have no option for a client certificate: the program goes around it\n',
  )
})

test('without a server here it says what it guesses', async () => {
  const { code, stdout, stderr } = await run(['snippet', 'rust'], { cwd: temporaryDirectory() })
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `warning: no server is configured in this directory: https://localhost is a guess
hint: give --url, and --ca
note: install: cargo add qdrant-client@1.20.0
note: install: cargo add tokio@1.52.3 --features macros,rt-multi-thread
note: it reads QDRANT_API_KEY from the environment
`,
  })
  expect(stdout).toContain('Qdrant::from_url("https://localhost:6334")\n')
  expect(stdout).not.toContain('SSL_CERT_FILE')
})

const CA = ['--url', 'https://h:6334', '--ca', 'ca.pem']

test.each([
  [
    'the variable that has to be set at the start',
    ['rust', ...CA],
    "note: start it with SSL_CERT_FILE='ca.pem'\n",
  ],
  [
    'a token that is read once',
    ['rust', ...CA, '--jwt'],
    'note: it reads the token once: make a new client when',
  ],
  ['a file that is not there', ['java', ...CA], 'warning: "ca.pem" is not there\n'],
  [
    'plain text',
    ['python', '--url', 'http://h:6333'],
    'warning: the secret crosses the network in plain text\n',
  ],
  [
    'mTLS where Qdrant itself has none',
    ['go', ...CA, '--cert', 'c', '--key', 'k'],
    "warning: Qdrant's own gRPC port asks no client for a certificate\n",
  ],
])('%s is said', async (_, argv, expected) => {
  const { code, stderr } = await run(['snippet', ...argv], { cwd: temporaryDirectory() })
  expect(code).toBe(0)
  expect(stderr).toContain(expected)
})

test.each([
  ['https://h:443', 'url: "https://h:443",\n  port: 443,'],
  ['http://h:80/a', 'url: "http://h:80",\n  port: 80,'],
])('%s: JavaScript would forget the usual port', async (url, expected) => {
  const { stdout } = await run(['snippet', 'typescript', '--url', url], { cwd: temporaryDirectory() })
  expect(stdout).toContain(expected)
})

test('tokens where the server takes none are said', async () => {
  const key = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
  const cwd = temporaryDirectory({ 'config/config.yaml': `service:\n  api_key: "${key}"\n` })
  const { code, stdout, stderr } = await run(['snippet', 'curl', '--jwt'], { cwd })
  expect(code).toBe(0)
  expect(stderr).toContain('warning: the server that is configured here accepts no tokens\n')
  expect(stdout + stderr).not.toContain(key)
})

test.each([
  [['php'], 2, "'php' is invalid"],
  [
    ['rust', '--transport', 'rest'],
    2,
    'qdrant-client for Rust has no REST\nhint: leave --transport out for gRPC, or take curl',
  ],
  [
    ['curl', '--transport', 'grpc'],
    2,
    'curl has no gRPC\nhint: leave --transport out for REST, or take grpcurl',
  ],
  [['python', '--url', 'https://h'], 2, 'says no port'],
  [['python', '--url', 'http://h:1', '--ca', 'x'], 2, 'there are no certificates without TLS'],
  [
    ['python', '--url', 'http://h:1', '--cert', 'x', '--key', 'y'],
    2,
    'there are no certificates without TLS',
  ],
  [
    ['python', '--mtls'],
    2,
    'a client certificate needs --cert and --key\nhint: make one: qdrant-auth certs issue client app\n',
  ],
  [['python', '--cert', 'x'], 2, 'a client certificate needs --cert and --key'],
  [['python', '--ca', ''], 2, '--ca is no path'],
  [['python', '--secret-env', '$(id)'], 2, 'no name of a variable'],
  [['python', '--secret-env', 'A', '--secret-file', 'b'], 2, 'exclude each other'],
] as const)('%j is refused', async (argv, code, message) => {
  const outcome = await run(['snippet', ...argv], { cwd: temporaryDirectory() })
  expect({ code: outcome.code, stdout: outcome.stdout }).toEqual({ code, stdout: '' })
  expect(outcome.stderr).toContain(message)
})

test('a server without gRPC, and one that would not start', async () => {
  const cwd = await made('--mtls')
  expect(await run(['snippet', 'go'], { cwd })).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'error: the server that is configured here has no gRPC port\nhint: see qdrant-auth config show, or give --url of another server\n',
  })
  const broken = temporaryDirectory({ 'config/config.yaml': 'service: [\n' })
  const { code, stderr } = await run(['snippet', 'python'], { cwd: broken })
  expect(code).toBe(1)
  expect(stderr).toContain('error: the server would not start here: while parsing')
})

test('help fits 80 columns', async () => {
  const { stdout } = await run(['snippet', '--help'], { cwd: '/nowhere' })
  for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
})

/** Where the versions stand that test/interop/clients/install.sh installs. */
const MANIFESTS = {
  python: 'python/requirements.txt',
  typescript: 'node/package.json',
  rust: 'rust/Cargo.toml',
  go: 'go/go.mod',
  java: 'java/pom.xml',
  grpcurl: 'grpcurl/version',
  dotnet: undefined,
  curl: undefined,
}

test.each(CLIENT_NAMES.filter((name) => MANIFESTS[name] !== undefined))(
  '%s: what it tells to install is what the tests run',
  async (client) => {
    const manifest = readFileSync(new URL(`../interop/clients/${MANIFESTS[client]}`, import.meta.url), 'utf8')
    const argv = ['snippet', client, '--url', 'https://h:1', '--cert', 'c', '--key', 'k', '--json']
    const { stdout } = await run(argv, { cwd: temporaryDirectory() })
    const { dependencies } = JSON.parse(stdout)
    expect(dependencies.length).toBeGreaterThan(0)
    for (const { version } of dependencies) expect(manifest).toContain(version)
  },
)
