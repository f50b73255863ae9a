import { chmodSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RULES } from '../../src/emit/rules.ts'
import { put, temporaryDirectory, tree } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { KINDS, type Kind } from './fixture.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const keyed = (more = '') => `service:\n  api_key: "${KEY}"\n${more}`

interface Setup {
  /** A directory that `init` makes, or one with this configuration. */
  kind?: Kind
  config?: string
  /** Name of the directory. */
  directory?: string
  change?: (directory: string) => void
  argv: string[]
}

/** Everything that was found, and that an error wrote nothing. */
async function found({ kind, config, directory = 'server', change, argv }: Setup) {
  const cwd = temporaryDirectory()
  const path = join(cwd, directory)
  if (kind !== undefined) await run(['init', directory, ...KINDS[kind], '--yes'], { cwd })
  if (config !== undefined) put(join(path, 'config/config.yaml'), config)
  change?.(path)
  const before = tree(cwd)
  const flags = ['--config', directory, '-o', 'out', '--json', ...argv]
  const { code, stdout } = await run(['emit', ...flags], { cwd })
  const { findings, changed } = JSON.parse(stdout)
  expect({ code, changed }).toEqual(
    findings.some(({ level }: { level: string }) => level === 'error')
      ? { code: 1, changed: false }
      : { code: 0, changed: true },
  )
  if (code === 1) expect(tree(cwd)).toEqual(before)
  return findings.map(({ ruleId, message }: { ruleId: string; message: string }) => ({ ruleId, message }))
}

/** A case that the rule speaks for, its words, and the nearest one it says nothing to. */
const CASES: [rule: string, failing: Setup, words: string, passing: Setup][] = [
  [
    'will-not-start',
    { config: keyed('  http_port: many\n'), argv: ['compose'] },
    'the server would not start',
    { config: keyed('  http_port: 7333\n'), argv: ['compose'] },
  ],
  [
    'no-authentication',
    { config: '', argv: ['compose'] },
    'everybody who reaches this server may do everything',
    { config: '', argv: ['compose', '--allow-open'] },
  ],
  [
    'no-authentication',
    { config: keyed().replace(KEY, ''), argv: ['helm'] },
    'everybody who reaches this server may do everything',
    { config: '', argv: ['firewall'] },
  ],
  ...['a"b', "a'b", 'a\nb', 'a$b', 'a%b', 'ünï', 'A', '-a', 'a b', '', 'a'.repeat(41), 'a;b', '../a'].map(
    (name): (typeof CASES)[number] => [
      'bad-name',
      { config: keyed(), argv: ['compose', '--name', name] },
      '--name',
      { config: keyed(), argv: ['compose', '--name', 'a-1'] },
    ],
  ),
  [
    'bad-name',
    { config: keyed(), argv: ['kubernetes', '--namespace', 'a: b'] },
    '--namespace "a: b" is no name',
    { config: keyed(), argv: ['kubernetes', '--namespace', 'a-b'] },
  ],
  ...[
    'a b',
    'a"b',
    'a;b',
    'a{b',
    '$host',
    'a\nb',
    'https://a',
    'a`b',
    '*.example.org',
    'ünï.example.org',
  ].map((host): (typeof CASES)[number] => [
    'bad-name',
    { kind: 'tls', argv: ['traefik', '--host', host] },
    '--host',
    { kind: 'tls', argv: ['traefik', '--host', 'a.example.org'] },
  ]),
  [
    'bad-name',
    { kind: 'tls', argv: ['nginx', '--upstream', 'a; b'] },
    '--upstream "a; b" is no host name or address',
    { kind: 'tls', argv: ['nginx', '--upstream', '2001:db8::1'] },
  ],
  [
    'bad-path',
    { kind: 'tls', directory: 'my $server', argv: ['nginx'] },
    'has characters that nginx cannot hold',
    { kind: 'tls', directory: 'my "server" \\ %n {{x}} ü \'', argv: ['nginx'] },
  ],
  [
    'bad-path',
    { kind: 'tls', directory: 'a\nb', argv: ['compose'] },
    'has characters that compose cannot hold',
    { kind: 'tls', directory: 'my $server', argv: ['compose'] },
  ],
  [
    'bad-path',
    { kind: 'tls', directory: 'a\u202eb', argv: ['compose'] },
    'has characters that compose cannot hold',
    { kind: 'tls', directory: 'aüb', argv: ['compose'] },
  ],
  [
    'missing-certificate',
    {
      kind: 'tls',
      change: (path) => renameSync(join(path, 'tls/cacert.pem'), join(path, 'away')),
      argv: ['prometheus'],
    },
    'the CA file is',
    { kind: 'tls', argv: ['prometheus'] },
  ],
  [
    'missing-certificate',
    { kind: 'plain', argv: ['haproxy'] },
    'a certificate for the proxy is needed, and none is named',
    { kind: 'tls', argv: ['haproxy'] },
  ],
  [
    'missing-certificate',
    {
      kind: 'mtls',
      change: (path) => renameSync(join(path, 'tls/clients'), join(path, 'away')),
      argv: ['nginx'],
    },
    'a client certificate is needed, and none is named',
    { kind: 'mtls', argv: ['nginx'] },
  ],
  [
    'missing-certificate',
    { kind: 'cluster', argv: ['helm'] },
    'the certificate is not there',
    { kind: 'cluster', argv: ['compose'] },
  ],
  [
    'unreadable-key',
    { kind: 'tls', argv: ['compose'] },
    'user 1000 in the container may not read',
    {
      kind: 'tls',
      change: (path) => {
        chmodSync(join(path, 'tls'), 0o755)
        chmodSync(join(path, 'tls/key.pem'), 0o644)
      },
      argv: ['compose'],
    },
  ],
  [
    // The folder is mounted, with its mode.
    'unreadable-key',
    { kind: 'tls', change: (path) => chmodSync(join(path, 'tls/key.pem'), 0o644), argv: ['compose'] },
    'user 1000 in the container may not read',
    { kind: 'plain', argv: ['compose'] },
  ],
  [
    'certificate-names',
    { kind: 'tls', argv: ['kubernetes', '--name', 'docs'] },
    'the certificate is not for docs-qdrant',
    { kind: 'tls', argv: ['kubernetes'] },
  ],
  [
    'unsayable',
    { config: keyed('  grpc_port: null\n'), argv: ['env'] },
    'no variable can say service.grpc_port: it is unset',
    { config: keyed('  grpc_port: 6334\n'), argv: ['env'] },
  ],
  [
    'unsayable',
    { config: `service:\n  api_key: "it is 'quoted' $HOME # and long"\n`, argv: ['env'] },
    'no variable can say service.api_key: its characters need quotes',
    { config: `service:\n  api_key: "it is 'quoted' $HOME # and long"\n`, argv: ['systemd'] },
  ],
  [
    'unsayable',
    { config: keyed('logger:\n  span_events: [new]\n'), argv: ['env'] },
    'no variable can say logger.span_events: it is a list or table',
    { config: keyed('logger:\n  span_events: [new]\n'), argv: ['helm'] },
  ],
  [
    'no-scrape-credential',
    { config: keyed(), argv: ['prometheus'] },
    'there is no token and no read_only_api_key for Prometheus',
    { config: keyed('  metrics_port: 9333\n'), argv: ['prometheus'] },
  ],
  ...['10.0.0.1/8', '10.0.0.0/33', 'example.org', '10.0.0', '2001:db8::1/32', ''].map(
    (network): (typeof CASES)[number] => [
      'bad-network',
      { config: keyed(), argv: ['firewall', '--client-from', network] },
      'is no network',
      { config: keyed(), argv: ['firewall', '--client-from', '2001:db8::/32', '--client-from', '10.0.0.1'] },
    ],
  ),
  [
    'locked-out',
    { config: keyed('cluster:\n  enabled: true\n'), argv: ['firewall', '--client-from', '10.0.0.0/8'] },
    'no other node but those on this machine gets through',
    {
      config: keyed('cluster:\n  enabled: true\n'),
      argv: ['firewall', '--client-from', '10.0.0.0/8', '--peer-from', '10.0.0.0/8'],
    },
  ],
  [
    'port-taken',
    { kind: 'tls', argv: ['nginx', '--listen', '6333'] },
    "port 6333 is Qdrant's own on this machine",
    { kind: 'tls', argv: ['nginx', '--listen', '6333', '--upstream', 'qdrant'] },
  ],
  [
    'port-taken',
    { config: keyed('  http_port: 0\n'), argv: ['compose'] },
    'port 0 is another one at every start',
    { config: keyed(), argv: ['compose'] },
  ],
  [
    'data-elsewhere',
    { config: keyed('storage:\n  storage_path: /data/qdrant\n'), argv: ['systemd'] },
    'the emitted files do not use the data in "/data/qdrant"',
    { config: keyed('storage:\n  storage_path: /data/qdrant\n'), argv: ['firewall'] },
  ],
  [
    'data-elsewhere',
    {
      config: keyed(),
      change: (path) => put(join(path, 'storage/quota.json'), '{}'),
      argv: ['compose'],
    },
    '/server/storage"',
    { config: keyed('storage:\n  storage_path: ./storage\n'), argv: ['compose'] },
  ],
  [
    'data-elsewhere',
    {
      kind: 'cluster',
      change: (path) => put(join(path, 'storage/raft_state.json'), '{}'),
      argv: ['compose', '-o', 'server'],
    },
    '/server/storage"',
    {
      kind: 'cluster',
      change: (path) => {
        for (const node of ['qdrant-1', 'qdrant-2', 'qdrant-3'])
          put(join(path, 'storage', node, 'raft_state.json'), '{}')
      },
      argv: ['compose', '-o', 'server'],
    },
  ],
  [
    'data-elsewhere',
    {
      config: keyed(),
      change: (path) => put(join(path, 'storage/raft_state.json'), '{}'),
      argv: ['systemd', '-o', 'server'],
    },
    '/server/storage"',
    {
      config: keyed(),
      change: (path) => put(join(path, 'storage/raft_state.json'), '{}'),
      argv: ['compose', '-o', 'server'],
    },
  ],
  [
    'other-compose-file',
    {
      config: keyed(),
      change: (path) => put(join(path, 'docker-compose.yml'), 'services: {}\n'),
      argv: ['compose', '-o', 'server'],
    },
    'docker compose will read compose.yaml instead of docker-compose.yml',
    {
      config: keyed(),
      change: (path) => put(join(path, 'docker-compose.yml'), 'services: {}\n'),
      argv: ['compose'],
    },
  ],
  [
    'one-node-a-machine',
    { kind: 'cluster', argv: ['systemd'] },
    'the unit is that of the first node',
    { kind: 'tls', argv: ['systemd'] },
  ],
]

test.each(CASES)(
  'emit/%s',
  async (rule, failing, words, passing) => {
    const ruleId = `emit/${rule}`
    const messages = (await found(failing)).filter((one: { ruleId: string }) => one.ruleId === ruleId)
    expect(messages.map(({ message }: { message: string }) => message).join('\n')).toContain(words)
    expect((await found(passing)).map((one: { ruleId: string }) => one.ruleId)).not.toContain(ruleId)
  },
  20_000,
)

test('every rule has a case', () => {
  const tried = new Set(CASES.map(([rule]) => `emit/${rule}`))
  expect(RULES.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([])
})

test('findings in words, and nothing written', async () => {
  const cwd = temporaryDirectory({ 'config/config.yaml': '' })
  const { code, stdout, stderr } = await run(['emit', 'compose', '-o', 'out', '--name', 'a b'], { cwd })
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(
    stdout,
  ).toBe(`error: no key is configured in "${cwd}": everybody who reaches this server may do everything [emit/no-authentication]
hint: name its directory with --config, run qdrant-auth init first, or say --allow-open
error: --name "a b" is no name [emit/bad-name]
hint: small letters, digits and dashes, a letter first, at most 40

Nothing was written.
`)
})
