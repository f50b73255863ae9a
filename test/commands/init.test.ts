import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { TARGETS } from '../../src/emit/target.ts'
import { put, temporaryDirectory, tree } from '../support/directory.ts'
import { run } from '../support/io.ts'

const init = (cwd: string, ...argv: string[]) => run(['init', ...argv], { cwd })

const PLAIN_MODES = {
  '.gitignore': '0644',
  '.qdrant-auth/': '0700',
  '.qdrant-auth/init.json': '0600',
  '.qdrant-auth/tokens.jsonl': '0600',
  'ca/': '0700',
  'ca/ca-key.pem': '0400',
  'ca/ca.pem': '0644',
  'config/': '0700',
  'config/config.yaml': '0644',
  'config/local.yaml': '0600',
  'tls/': '0700',
  'tls/cacert.pem': '0644',
  'tls/cert.pem': '0644',
  'tls/key.pem': '0600',
  'tokens/': '0700',
  'tokens/read.jwt': '0600',
}

test.each([[0o000], [0o022], [0o077]])('makes the same files and modes under umask %o', async (umask) => {
  const cwd = temporaryDirectory()
  const before = process.umask(umask)
  try {
    expect(await init(cwd, 'q')).toMatchObject({ code: 0, stderr: '' })
  } finally {
    process.umask(before)
  }
  expect(tree(join(cwd, 'q'), false)).toEqual(PLAIN_MODES)
})

test('a compose file that is there keeps its data', async () => {
  const cwd = temporaryDirectory({ 'docker-compose.yml': 'services: {}\n' })
  expect(await init(cwd)).toMatchObject({
    code: 0,
    stderr: `note: docker-compose.yml is there already
hint: mount config and tls in its service too, and keep what it mounts at /qdrant/storage: that is the data
`,
  })
  expect(await init(cwd)).toMatchObject({ code: 0, stderr: '' })
})

test('the first token is in the registry, so that a rotation knows who has it', async () => {
  const cwd = temporaryDirectory()
  const registry = () =>
    readFileSync(join(cwd, '.qdrant-auth/tokens.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  await init(cwd)
  const token = readFileSync(join(cwd, 'tokens/read.jwt'), 'utf8').trim()
  const sha256 = createHash('sha256').update(token).digest('hex')
  expect(registry()).toMatchObject([
    { event: 'minted', name: 'read', claims: { access: 'r', subject: 'init-read' }, sha256 },
  ])
  rmSync(join(cwd, 'tokens/read.jwt'))
  await init(cwd)
  expect(registry().map(({ name }) => name)).toEqual(['read', 'read'])
})

// The new line was lost with the half one.
test('a registry that ends in half a line keeps the token that is made again', async () => {
  const cwd = temporaryDirectory()
  await init(cwd)
  writeFileSync(join(cwd, '.qdrant-auth/tokens.jsonl'), '{"event":"min')
  rmSync(join(cwd, 'tokens/read.jwt'))
  expect((await init(cwd)).code).toBe(0)
  expect((await run(['jwt', 'list'], { cwd })).stdout).toMatch(/^read +read +fp:/m)
})

test('the config says what it looks like', async () => {
  const cwd = temporaryDirectory()
  await init(cwd)
  expect(
    readFileSync(join(cwd, 'config/config.yaml'), 'utf8'),
  ).toBe(`# Qdrant configuration, written by qdrant-auth init.
# Qdrant reads it as config/config.yaml of the directory it is started in; paths start from that directory too.
# The keys are in config/local.yaml, which Qdrant reads after this file.

service:
  # Every interface. Callers need a key or token, and talk TLS.
  host: 0.0.0.0
  http_port: 6333
  grpc_port: 6334
  # Accept tokens signed with api_key (qdrant-auth jwt mint).
  jwt_rbac: true
  # TLS on every client port, with the certificate named below.
  enable_tls: true

tls:
  cert: ./tls/cert.pem
  key: ./tls/key.pem
  # Trusted for client certificates and Qdrant's own downloads.
  ca_cert: ./tls/cacert.pem
  # Seconds after which REST takes a renewed certificate. gRPC needs a restart.
  cert_ttl: 3600
`)
  expect(readFileSync(join(cwd, 'config/local.yaml'), 'utf8')).toMatch(
    /^# .*\n# .*\nservice:\n {2}api_key: "[A-Za-z0-9][\w-]{42}"\n {2}read_only_api_key: "[A-Za-z0-9][\w-]{42}"\n$/,
  )
})

test('no secret is on any stream', async () => {
  const cwd = temporaryDirectory()
  const { stdout, stderr } = await init(cwd)
  const json = await run(['init', '--json', '-v'], { cwd })
  const said = stdout + stderr + json.stdout + json.stderr
  const keys = readFileSync(join(cwd, 'config/local.yaml'), 'utf8').match(/"([^"]+)"/g) ?? []
  const token = readFileSync(join(cwd, 'tokens/read.jwt'), 'utf8').trim()
  expect(keys).toHaveLength(2)
  for (const secret of [...keys.map((key) => key.slice(1, -1)), token]) expect(said).not.toContain(secret)
  expect(said).not.toContain('PRIVATE KEY')
})

test('a second run changes nothing and says so', async () => {
  const cwd = temporaryDirectory()
  await init(cwd)
  const before = tree(cwd)
  const { code, stdout } = await init(cwd)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Nothing to do: \. is complete\.\n/)
  expect(tree(cwd)).toEqual(before)
})

test.each([
  'config/config.yaml',
  'config/local.yaml',
  'tls/cert.pem',
  'tls/key.pem',
  'tls/cacert.pem',
  'tokens/read.jwt',
  '.gitignore',
])('a later run makes %s again when it is gone, and the whole fits together', async (name) => {
  const cwd = temporaryDirectory()
  await init(cwd)
  unlinkSync(join(cwd, name))
  const { code, stdout } = await init(cwd)
  expect(code, stdout).toBe(0)
  expect(stdout).toContain(name)
  expect(stdout).toContain('Checked: the config is valid')
  expect(tree(cwd, false)).toEqual(PLAIN_MODES)
})

test('the CA key may be taken away; it is missed only when something is to be signed', async () => {
  const cwd = temporaryDirectory()
  await init(cwd)
  unlinkSync(join(cwd, 'ca/ca-key.pem'))
  expect((await init(cwd)).code).toBe(0)
  unlinkSync(join(cwd, 'tls/key.pem'))
  const before = tree(cwd)
  const { code, stderr } = await init(cwd)
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr:
      'error: a certificate is missing, and ca/ca-key.pem to sign a new one is not here\n' +
      'hint: put ca/ca-key.pem back and run it again\n',
  })
  expect(tree(cwd)).toEqual(before)
})

test('while the CA is being replaced nothing is wrong', async () => {
  const cwd = temporaryDirectory()
  await init(cwd)
  for (const more of [[], ['--restarted'], ['--restarted']]) {
    expect((await run(['certs', 'rotate-ca', ...more], { cwd })).code).toBe(0)
    expect(await init(cwd)).toMatchObject({ code: 0, stdout: expect.stringContaining('\nChecked: ') })
  }
})

test('a CA key that is not that of the CA', async () => {
  const [cwd, other] = [temporaryDirectory(), temporaryDirectory()]
  await init(cwd)
  await init(other)
  rmSync(join(cwd, 'ca/ca-key.pem'))
  writeFileSync(join(cwd, 'ca/ca-key.pem'), readFileSync(join(other, 'ca/ca-key.pem')), { mode: 0o400 })
  const { code, stdout } = await init(cwd)
  expect(code).toBe(1)
  expect(stdout).toContain(
    'ca/ca-key.pem:1:1: error: it does not belong to the certificate of the CA [init/certificate]\n',
  )
})

test.each(['config/config.yaml', 'config/local.yaml', 'tls/key.pem', 'ca/ca-key.pem'])(
  'a foreign %s stops it, and nothing is touched',
  async (name) => {
    const cwd = temporaryDirectory({ [name]: 'mine\n' })
    const before = tree(cwd)
    const { code, stderr } = await init(cwd)
    expect(code).toBe(6)
    expect(stderr).toContain(`holds files that init did not make: ${name}`)
    expect(tree(cwd)).toEqual(before)
  },
)

test('a symlink at a target, or on the way to it, stops it', async () => {
  const cwd = temporaryDirectory({ 'elsewhere/x': '' })
  mkdirSync(join(cwd, 'q/config'), { recursive: true })
  symlinkSync('../../elsewhere/x', join(cwd, 'q/config/local.yaml'))
  expect(await init(cwd, 'q')).toMatchObject({ code: 6 })
  rmSync(join(cwd, 'q'), { recursive: true })
  mkdirSync(join(cwd, 'q'))
  symlinkSync('../elsewhere', join(cwd, 'q/tls'))
  const { code, stderr } = await init(cwd, 'q')
  expect(code).toBe(6)
  expect(stderr).toContain('is a symbolic link')
  expect(tree(join(cwd, 'elsewhere'))).toEqual({ x: '0644 ' })
})

test('a file where a directory should be stops it', async () => {
  const cwd = temporaryDirectory({ file: '', 'q/tls': 'x' })
  expect(await init(cwd, 'file')).toMatchObject({ code: 6 })
  expect(await init(cwd, 'file/below')).toMatchObject({ code: 6 })
  const { code, stderr } = await init(cwd, 'q')
  expect(code).toBe(6)
  expect(stderr).toContain('is a file where a directory should be')
  expect(tree(cwd)).toEqual({ file: '0644 ', 'q/': '0755', 'q/tls': '0644 x' })
})

test('a directory that cannot be written', async () => {
  const cwd = temporaryDirectory()
  chmodSync(cwd, 0o555)
  const { code, stderr } = await asNobody(() => init(cwd))
  expect(code).toBe(3)
  expect(stderr).toContain('permission denied')
  expect(tree(cwd)).toEqual({})
})

/** Root may write everywhere, so the test steps down for a moment. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(65534)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

test('other answers than the first time are refused', async () => {
  const cwd = temporaryDirectory()
  await init(cwd, '--name', 'db.example.org')
  const { code, stderr } = await init(cwd, '--mtls')
  expect(code).toBe(6)
  expect(stderr).toContain('was made with other answers: --name db.example.org')
})

test.each([
  [['--no-tls', '--mtls'], '--mtls needs TLS'],
  [['--no-tls', '--cluster', '3'], 'a cluster without TLS is refused'],
  [['--no-tls', '--name', 'x'], '--name is for certificates'],
  [['--keep-grpc'], '--keep-grpc belongs to --mtls'],
  [['--cluster', '1'], 'from 2 to 99'],
  [['--name', 'https://x'], 'it is a URL'],
  [['--name', '*.local'], 'a wildcard needs two labels'],
  [['--secrets', 'vault'], 'overlay, inline, env'],
])('%j is a usage error', async (argv, words) => {
  const cwd = temporaryDirectory()
  const { code, stderr } = await init(cwd, ...argv)
  expect(code).toBe(2)
  expect(stderr).toContain(words)
  expect(tree(cwd)).toEqual({})
})

test('--dry-run shows everything but secrets, and writes nothing', async () => {
  const cwd = temporaryDirectory({ '.gitignore': 'node_modules/\n' })
  const { code, stdout } = await init(cwd, 'new', '--dry-run')
  expect(code).toBe(0)
  expect(stdout).toContain('0600  config/local.yaml\n  (secret, ')
  expect(stdout).toContain('+   enable_tls: true\n')
  expect(stdout).not.toMatch(/api_key: "/)
  expect(tree(cwd)).toEqual({ '.gitignore': '0644 node_modules/\n' })
})

test('.gitignore keeps what is in it', async () => {
  const cwd = temporaryDirectory({ '.gitignore': 'node_modules/\r\n/ca/' })
  await init(cwd)
  expect(readFileSync(join(cwd, '.gitignore'), 'utf8')).toBe(
    'node_modules/\r\n/ca/\r\n# Secrets made by qdrant-auth\r\n/.qdrant-auth/\r\n/config/local.yaml*\r\n/qdrant.env\r\n/tls/**/key.pem*\r\n/tokens/\r\n/qdrant-keys.env*\r\n/secrets/\r\n/secret.yaml*\r\n/keys.yaml*\r\n/scrape-credential*\r\n.*.tmp\r\n',
  )
})

test('git takes none of the secrets', async () => {
  const cwd = temporaryDirectory()
  await init(cwd, '--cluster', '2')
  await run(['certs', 'renew', 'tls/qdrant-1'], { cwd })
  put(join(cwd, 'config/.local.yaml.0123456789abcdef.tmp'), 'left by a run that was killed')
  execFileSync('git', ['init', '-q'], { cwd })
  const listed = execFileSync('git', ['ls-files', '--others', '--exclude-standard'], {
    cwd,
    encoding: 'utf8',
  })
  expect(listed.split('\n').filter(Boolean)).toEqual([
    '.gitignore',
    'config/config.yaml',
    'tls/qdrant-1/cacert.pem',
    'tls/qdrant-1/cert.pem',
    'tls/qdrant-1/cert.pem.previous',
    'tls/qdrant-2/cacert.pem',
    'tls/qdrant-2/cert.pem',
  ])
})

test('nor of the keys in what emit writes', async () => {
  const cwd = temporaryDirectory()
  await init(cwd)
  const { api_key, read_only_api_key } = parse(readFileSync(join(cwd, 'config/local.yaml'), 'utf8')).service
  // With --force what is there of other keys stays beside it.
  for (const name of [
    'secret.yaml',
    'keys.yaml',
    'qdrant-keys.env',
    'scrape-credential',
    'secrets/keys.yaml',
  ])
    put(join(cwd, name), api_key)
  for (const target of TARGETS) await run(['emit', target, '-o', '.', '--force'], { cwd })
  execFileSync('git', ['init', '-q'], { cwd })
  const listed = execFileSync('git', ['ls-files', '--others', '--exclude-standard'], {
    cwd,
    encoding: 'utf8',
  })
  const files = listed.split('\n').filter(Boolean)
  expect(files).toEqual(expect.arrayContaining(['compose.yaml', 'values.yaml', 'prometheus.yml']))
  for (const file of files) {
    const text = readFileSync(join(cwd, file), 'utf8')
    for (const key of [api_key, read_only_api_key]) expect([file, text.includes(key)]).toEqual([file, false])
  }
})

test('--secrets inline and env', async () => {
  const inline = temporaryDirectory()
  expect((await init(inline, '--secrets', 'inline')).code).toBe(0)
  expect(tree(inline)['config/config.yaml']).toMatch(/^0600 [\s\S]*api_key: "/)
  expect(readFileSync(join(inline, '.gitignore'), 'utf8')).toContain('/config/config.yaml')
  const env = temporaryDirectory()
  const { code, stdout } = await init(env, '--secrets', 'env')
  expect(code).toBe(0)
  expect(stdout).toContain('--env-file qdrant.env')
  expect(tree(env)['qdrant.env']).toMatch(
    /^0600 QDRANT__SERVICE__API_KEY=[\w-]{43}\nQDRANT__SERVICE__READ_ONLY_API_KEY=[\w-]{43}\n$/,
  )
})

test('--json tells what was made, without secrets', async () => {
  const cwd = temporaryDirectory()
  const { stdout } = await init(cwd, '--mtls', '--json')
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    command: 'init',
    ok: true,
    changed: true,
    keys: [
      { name: 'api_key', fingerprint: expect.stringMatching(/^fp:[0-9a-f]{8}$/) },
      { name: 'read_only_api_key' },
    ],
    certificates: [
      { file: 'ca/ca.pem', role: 'ca', notAfter: '2036-11-20T12:00:00Z' },
      {
        file: 'tls/cert.pem',
        role: 'node',
        names: ['qdrant', 'localhost', '127.0.0.1', '::1'],
        notAfter: '2027-11-23T12:00:00Z',
      },
      { file: 'tls/clients/client/cert.pem', role: 'client', names: [] },
    ],
    token: { file: 'tokens/read.jwt', expiresAt: '2026-12-23T12:00:00Z', accepted: true },
    findings: [],
  })
})

test('an expired token is told, with what to do', async () => {
  const cwd = temporaryDirectory()
  await init(cwd)
  const { code, stdout } = await run(['init'], { cwd, now: new Date('2027-02-01T00:00:00Z') })
  expect(code).toBe(0)
  expect(stdout).toContain('warning: the token in tokens/read.jwt has expired [init/token]')
})

test('a damaged file is found, and not mended behind the back', async () => {
  const cwd = temporaryDirectory()
  await init(cwd)
  writeFileSync(join(cwd, 'config/config.yaml'), 'service:\n  enable_tsl: true\n')
  const { code, stdout } = await init(cwd)
  expect(code).toBe(1)
  expect(stdout).toContain('did you mean enable_tls?')
})

// While both CAs are trusted, the first of the file is the new one.
test('certificates of a CA that is being replaced are sound', async () => {
  const cwd = temporaryDirectory()
  await init(cwd)
  for (const argv of [[], ['--restarted'], ['--restarted']]) {
    expect((await run(['certs', 'rotate-ca', ...argv], { cwd })).code).toBe(0)
    const { code, stdout } = await init(cwd)
    expect([code, stdout]).toEqual([0, expect.stringContaining('Checked: the config is valid')])
  }
})

test('a certificate that cannot be read is a finding, and no fault of ours', async () => {
  const cwd = temporaryDirectory()
  await init(cwd)
  writeFileSync(join(cwd, 'tls/cert.pem'), 'garbage')
  const { code, stdout, stderr } = await init(cwd)
  expect([code, stderr]).toEqual([1, ''])
  expect(stdout).toContain(
    'tls/cert.pem:1:1: error: it or the CA beside it cannot be read [init/certificate]',
  )
})

test('the lock of a running init is respected', async () => {
  const cwd = temporaryDirectory()
  put(join(cwd, '.qdrant-auth/lock'), '1\n')
  const refused = await run(['init'], { cwd, alive: true })
  expect(refused).toMatchObject({ code: 6 })
  expect(refused.stderr).toContain('another qdrant-auth (process 1)')
})

test('the wizard asks at most six questions and prints the equivalent command', async () => {
  const cwd = temporaryDirectory()
  const asked: string[] = []
  const answer =
    <T>(value: T) =>
    async ({ message }: { message: string }): Promise<T> => {
      asked.push(message)
      return value
    }
  const selections = ['cluster', 'env']
  const inputs = ['2', 'db.example.org 10.0.0.1']
  const { code, stderr } = await run(['init', 'my q'], {
    cwd,
    tty: true,
    env: { NO_COLOR: '1' },
    prompter: {
      select: (question) => answer(selections.shift() as never)(question),
      input: (question) => answer(inputs.shift() ?? '')(question),
      confirm: answer(true),
    },
  })
  expect(code).toBe(0)
  expect(asked.length).toBeLessThanOrEqual(6)
  expect(stderr).toContain(
    "qdrant-auth init 'my q' --name db.example.org --name 10.0.0.1 --cluster 2 --secrets env --yes\n",
  )
})

test('the wizard can be left without a trace', async () => {
  const cwd = temporaryDirectory()
  const { code } = await run(['init'], {
    cwd,
    tty: true,
    prompter: { select: async () => 'tls' as never, input: async () => '', confirm: async () => false },
  })
  expect(code).toBe(130)
  expect(tree(cwd)).toEqual({})
})

test('the wizard takes no answer that could not be used', async () => {
  const said: unknown[] = []
  const ask = (answers: string[], inputs: Record<string, string[]>) =>
    run(['init'], {
      cwd: temporaryDirectory(),
      tty: true,
      prompter: {
        select: async () => answers.shift() as never,
        input: async ({ message, validate }) => {
          const [key = ''] = Object.keys(inputs).filter((one) => message.includes(one))
          said.push(...(inputs[key] ?? []).map((text) => validate?.(text)))
          return inputs[key]?.at(-1) ?? ''
        },
        confirm: async () => true,
      },
    })
  const numbers = ['1', 'x', '200', '3']
  expect(
    (await ask(['cluster', 'overlay'], { nodes: numbers, Names: ['a_b*', 'db.example.org'] })).code,
  ).toBe(0)
  expect(said).toEqual([
    'from 2 to 99',
    'from 2 to 99',
    'from 2 to 99',
    true,
    expect.stringContaining('a_b*'),
    true,
  ])
  const plain = await ask(['plain', 'inline'], {})
  expect(plain.code).toBe(0)
  expect(plain.stderr).toContain('qdrant-auth init . --no-tls --secrets inline --yes\n')
})

test.each([
  [
    ['--no-tls'],
    ['-H @- http://localhost:6333/collections\n', '-e QDRANT__SERVICE__HOST=0.0.0.0'],
    ['--cacert', './tls:'],
  ],
  [
    ['--mtls'],
    [
      '--cert tls/clients/client/cert.pem --key tls/clients/client/key.pem',
      'tls.load_cert_chain(\n      "tls/clients/client/cert.pem"',
    ],
    ['6334:6334'],
  ],
  [['--mtls', '--keep-grpc'], ['6334:6334'], ['gRPC is closed']],
  [['--secrets', 'env', '--no-tls'], ['--env-file qdrant.env', 'env_file: qdrant.env'], []],
])('the page after init %j fits what was made', async (flags, shown, hidden) => {
  const { code, stdout, stderr } = await run(['init', '--yes', ...flags], { cwd: temporaryDirectory() })
  expect(code).toBe(0)
  for (const text of shown) expect(stdout).toContain(text)
  for (const text of hidden) expect(stdout + stderr).not.toContain(text)
})

test('a token of another key is not said to be good for ever', async () => {
  const cwd = temporaryDirectory()
  await init(cwd, '--yes')
  await init(cwd, 'other', '--yes')
  writeFileSync(join(cwd, 'tokens/read.jwt'), readFileSync(join(cwd, 'other/tokens/read.jwt')))
  const { code, stdout } = await init(cwd, '--yes')
  expect([code, stdout.slice(stdout.indexOf('Token'))]).toEqual([
    1,
    `Token
  tokens/read.jwt  is not accepted: see below

error: the token in tokens/read.jwt is not accepted as one for reading: wrong signature [init/token]
hint: make a new one: remove tokens/read.jwt and run init again
`,
  ])
})
