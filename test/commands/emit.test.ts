import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { put, temporaryDirectory, tree } from '../support/directory.ts'
import { run } from '../support/io.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const READER = 'a2NfR8hVw5YjD0qLx7ZpGt3sCeUoMb1iKr6TnPvB9yE'

const server = (more = '') =>
  temporaryDirectory({
    'config/config.yaml': `service:\n  host: 127.0.0.1\n  api_key: "${KEY}"\n  read_only_api_key: "${READER}"\n${more}`,
  })

const emit = (cwd: string, ...argv: string[]) => run(['emit', ...argv], { cwd })

test('without a target it is not known what to write; --help lists them', async () => {
  expect(await emit(temporaryDirectory())).toEqual({
    code: 2,
    stdout: '',
    stderr:
      "error: missing required argument 'target'\nhint: run 'qdrant-auth emit --help' for the options\n",
  })
  const { stdout } = await emit(temporaryDirectory(), '--help')
  const [, listed = ''] = /^Targets:\n((?: {2}.*\n)+)/m.exec(stdout) ?? []
  expect(listed.split('\n').map((line) => line.trim().split(' ')[0])).toEqual([
    'compose',
    'env',
    'kubernetes',
    'helm',
    'systemd',
    'nginx',
    'traefik',
    'haproxy',
    'prometheus',
    'firewall',
    'network-policy',
    '',
  ])
})

test('compose, whole', async () => {
  const cwd = server()
  const { code, stdout, stderr } = await emit(cwd, 'compose', '-o', 'deploy')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toBe(`made  0644  compose.yaml
made  0644  qdrant.yaml
made  0600  secrets/keys.yaml

Next
  cd ${cwd}/deploy
  mkdir -p storage snapshots
  docker compose up -d --wait
`)
  expect(tree(join(cwd, 'deploy'))).toEqual({
    '.qdrant-auth/': '0700',
    'compose.yaml': `0644 # Qdrant 1.19.0 for docker compose, written by qdrant-auth emit compose.
# The keys are in a file of their own, which Qdrant reads as config/local.yaml.
name: "qdrant"
services:
  "qdrant":
    image: "docker.io/qdrant/qdrant:v1.19.0-unprivileged"
    # Whose the mounted files are: none of them has to be readable by others.
    user: "1000:1000"
    environment:
      QDRANT_INIT_FILE_PATH: /tmp/qdrant-initialized
    ports:
      - {host_ip: 127.0.0.1, published: "6333", target: 6333}
      - {host_ip: 127.0.0.1, published: "6334", target: 6334}
    volumes:
      - {type: bind, source: "./qdrant.yaml", target: "/qdrant/config/production.yaml", read_only: true, bind: {create_host_path: false}}
      - {type: bind, source: "./storage", target: "/qdrant/storage", bind: {create_host_path: false}}
      - {type: bind, source: "./snapshots", target: "/qdrant/snapshots", bind: {create_host_path: false}}
    secrets:
      - {source: keys, target: /qdrant/config/local.yaml}
    healthcheck:
      # The image has bash and no curl.
      test: ["CMD", "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/6333 && printf 'GET /readyz HTTP/1.0\\\\r\\\\n\\\\r\\\\n' >&3 && grep -q '^HTTP/1.[01] 200' <&3"]
      interval: 10s
      timeout: 5s
      retries: 6
      start_period: 60s
    ulimits:
      nofile: 65535
    read_only: true
    tmpfs: [/tmp]
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    stop_grace_period: 30s
    restart: unless-stopped
secrets:
  keys:
    file: "./secrets/keys.yaml"
`,
    'qdrant.yaml': `0644 service:
  host: "0.0.0.0"
storage:
  storage_path: "./storage"
  snapshots_path: "./snapshots"
`,
    'secrets/': '0700',
    'secrets/keys.yaml': `0600 service:
  api_key: "${KEY}"
  read_only_api_key: "${READER}"
`,
  })
})

test('env, whole, on standard output', async () => {
  const cwd = server('  http_port: 7333\n')
  const { code, stdout, stderr } = await emit(cwd, 'env', '--metrics-port', '9333')
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      'QDRANT__SERVICE__HOST=127.0.0.1\nQDRANT__SERVICE__HTTP_PORT=7333\nQDRANT__SERVICE__METRICS_PORT=9333\n',
  })
  expect(stderr).toBe(
    'note: qdrant-keys.env holds secrets and is not printed\nhint: write it with -o DIR, or print it with --show-secrets\n',
  )
})

test('a second run changes nothing; other files are a conflict; --force keeps them', async () => {
  const cwd = server()
  await emit(cwd, 'compose', '-o', 'deploy')
  const before = tree(join(cwd, 'deploy'))
  const again = JSON.parse((await emit(cwd, 'compose', '-o', 'deploy', '--json')).stdout)
  expect(again).toMatchObject({
    ok: true,
    changed: false,
    files: [
      { path: 'compose.yaml', mode: '0644', state: 'unchanged' },
      { path: 'qdrant.yaml', mode: '0644', state: 'unchanged' },
      { path: 'secrets/keys.yaml', mode: '0600', state: 'unchanged' },
    ],
  })
  writeFileSync(join(cwd, 'deploy/compose.yaml'), 'services: {}\n')
  writeFileSync(join(cwd, 'deploy/secrets/keys.yaml'), 'service: {}\n')
  const mine = tree(join(cwd, 'deploy'))
  const conflict = await emit(cwd, 'compose', '-o', 'deploy')
  expect({ code: conflict.code, stdout: conflict.stdout }).toEqual({ code: 6, stdout: '' })
  expect(conflict.stderr).toContain('has other files of these names: compose.yaml, secrets/keys.yaml')
  expect(tree(join(cwd, 'deploy'))).toEqual(mine)

  const dry = await emit(cwd, 'compose', '-o', 'deploy', '--force', '--dry-run')
  expect(dry.stdout).toContain('would replace  0644  compose.yaml\nunchanged      0644  qdrant.yaml\n')
  expect(tree(join(cwd, 'deploy'))).toEqual(mine)

  const forced = await emit(cwd, 'compose', '-o', 'deploy', '--force')
  expect(forced.stdout).toContain('replaced   0600  secrets/keys.yaml\n')
  expect(tree(join(cwd, 'deploy'))).toEqual({
    ...before,
    'compose.yaml.previous': '0644 services: {}\n',
    'secrets/keys.yaml.previous': '0600 service: {}\n',
  })
})

test('a secret that others may read is put right', async () => {
  const cwd = server()
  await emit(cwd, 'compose', '-o', 'deploy')
  const before = tree(join(cwd, 'deploy'))
  chmodSync(join(cwd, 'deploy/secrets/keys.yaml'), 0o644)
  expect((await emit(cwd, 'compose', '-o', 'deploy')).stdout).toContain(
    'replaced   0600  secrets/keys.yaml\n',
  )
  expect(tree(join(cwd, 'deploy'))).toEqual(before)
})

test('a dry run in a directory that is not there makes none', async () => {
  const cwd = server()
  const before = tree(cwd)
  const { code, stdout, stderr } = await emit(
    cwd,
    'firewall',
    '-o',
    'a/b',
    '--dry-run',
    '--client-from',
    '10.0.0.0/8',
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'note: nothing was written\n' })
  expect(stdout).toContain('would make  0644  qdrant.nft\n')
  expect(tree(cwd)).toEqual(before)
})

test('links, files in the way and a lock', async () => {
  const cwd = server()
  put(join(cwd, 'file'), '')
  mkdirSync(join(cwd, 'linked'))
  symlinkSync('../config/config.yaml', join(cwd, 'linked/compose.yaml'))
  put(join(cwd, 'locked/.qdrant-auth/lock'), '1\n')
  const before = tree(cwd)
  expect((await emit(cwd, 'compose', '-o', 'linked', '--force')).code).toBe(6)
  expect((await emit(cwd, 'compose', '-o', 'file')).code).toBe(6)
  const locked = await run(['emit', 'compose', '-o', 'locked'], { cwd, alive: true })
  expect(locked).toMatchObject({ code: 6, stderr: expect.stringContaining('is changing this directory') })
  expect(tree(cwd)).toEqual(before)
})

test('an interrupted run leaves nothing', async () => {
  const cwd = server()
  const { code } = await run(['emit', 'compose', '-o', 'deploy'], { cwd, signal: AbortSignal.abort() })
  expect(code).toBe(130)
  expect(Object.keys(tree(join(cwd, 'deploy')))).toEqual(['.qdrant-auth/', 'secrets/'])
})

test.each([
  [['nonsense'], "'nonsense' is invalid for 'target'"],
  [['compose', '--force'], '--force belongs to -o'],
  [['compose', '--dry-run'], '--dry-run belongs to -o'],
  [['compose', '-o', 'x', '--stdout'], '-o writes files and --stdout prints them'],
  [['nginx', '--listen', 'here'], 'whole number from 1 to 65535'],
  [['nginx', '--allow', 'everything'], 'Allowed choices are'],
  [['nginx', '--rate-per-key', '0'], 'whole number'],
  [['nginx', '--cert', 'a'], '--cert and --key belong together'],
  [['nginx', '--client-key', 'a'], '--client-cert and --client-key belong together'],
])('emit %j is a usage error', async (argv, words) => {
  const { code, stdout, stderr } = await emit(server(), ...argv)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(words)
})

test('a directory that is not there', async () => {
  const cwd = server()
  expect(await emit(cwd, 'compose', '--config', 'nowhere', '--allow-open')).toEqual({
    code: 3,
    stdout: '',
    stderr: `error: there is no directory ${cwd}/nowhere\nhint: --config names the one that Qdrant is started in\n`,
  })
})

test('flags say what the configuration does not', async () => {
  const cwd = server()
  await run(['certs', 'init'], { cwd })
  const { stdout } = await emit(cwd, 'compose', '--mtls', '--metrics-port', '9333', '--name', 'docs')
  expect(stdout).toContain('verify_https_client_certificate: true\n')
  expect(stdout).toContain('grpc_port: null\n')
  expect(stdout).toContain('published: "9333"')
  expect(stdout).not.toContain('published: "6334"')
  expect(stdout).toContain('test: ["CMD", "bash", "-c", ": > /dev/tcp/127.0.0.1/6333"]')
  expect(stdout).toContain('source: "./tls", target: "/qdrant/tls", read_only: true')
}, 20_000)

test('a cluster by a flag: nodes find the first one, over TLS', async () => {
  const cwd = server()
  await run(['certs', 'init'], { cwd })
  const { stdout } = await emit(cwd, 'compose', '--cluster', '2')
  expect(stdout).toContain('command: ["./qdrant", "--uri", "https://qdrant-1:6335"]\n')
  expect(stdout).toContain(
    'command: ["./qdrant", "--uri", "https://qdrant-2:6335", "--bootstrap", "https://qdrant-1:6335"]\n',
  )
  expect(stdout).toContain('enforce_internal_auth: true\n')
})

test('keys in an environment file that init made are found without being named', async () => {
  const cwd = temporaryDirectory()
  await run(['init', '--no-tls', '--secrets', 'env', '--yes'], { cwd })
  const { code, stdout } = await emit(cwd, 'env', '--show-secrets')
  expect(code).toBe(0)
  expect(stdout).toContain(readFileSync(join(cwd, 'qdrant.env'), 'utf8'))
})

test('compose beside the configuration: the file of keys itself, and every node can be asked', async () => {
  const cwd = temporaryDirectory()
  expect((await run(['init', '--cluster', '3', '--mtls', '--yes'], { cwd })).code).toBe(0)
  expect((await run(['emit', 'compose', '-o', '.'], { cwd })).code).toBe(0)
  const text = readFileSync(join(cwd, 'compose.yaml'), 'utf8')
  expect(text.match(/published: "\d+"|file: ".*/g)).toEqual([
    'published: "6333"',
    'published: "6433"',
    'published: "6533"',
    'file: "./config/local.yaml"',
  ])
  expect(existsSync(join(cwd, 'secrets'))).toBe(false)
})
