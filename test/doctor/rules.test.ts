import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COMMANDS, isNoun } from '../../src/cli/commands.ts'
import type { Credential, DoorFacts, NodeFacts, PortFacts, Reception } from '../../src/doctor/facts.ts'
import { judge } from '../../src/doctor/rule.ts'
import { RULES } from '../../src/doctor/rules.ts'
import { loadEffective } from '../../src/qdrant/config/effective.ts'
import type { Served } from '../../src/server/tls.ts'
import { memoryFiles } from '../qdrant/config/memory-files.ts'
import { NOW } from '../support/io.ts'

const KEY: Credential = { name: 'api_key', value: 'k'.repeat(43), expected: 'full' }
const READER: Credential = { name: 'read_only_api_key', value: 'r'.repeat(43), expected: 'read' }
const TOKEN: Credential = { name: 'token', value: 'a.b.c', expected: undefined }
const SHORT: Credential = { name: 'key', value: 'short', expected: undefined }

const door = (more: Partial<DoorFacts> = {}, ...received: [Credential, Reception][]): DoorFacts => ({
  stranger: { kind: 'unauthenticated', text: '401' },
  randomKey: { kind: 'unauthenticated', text: '401' },
  forgedToken: { kind: 'unauthenticated', text: '401 Invalid API key or JWT' },
  knownKeys: [],
  received: received.map(([credential, reception]) => ({ credential, reception, text: '401' })),
  ...more,
})

const served: Served = {
  chain: [],
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
  distrust: undefined,
  demandsCertificate: false,
}

const port = (name: PortFacts['name'], number: number, more: Partial<PortFacts> = {}): PortFacts => ({
  name,
  host: 'q.example',
  number,
  expected: true,
  state: 'tls',
  served,
  ...more,
})

const plain = (name: PortFacts['name'], number: number): PortFacts => {
  const { served: _, ...others } = port(name, number, { state: 'plain' })
  return others
}

/** Nothing is wrong with it. */
const sound: NodeFacts = {
  target: {
    name: 'n1',
    url: new URL('https://q.example:6333'),
    grpc: undefined,
    p2p: undefined,
    directory: '/srv/q',
    restart: ['systemctl', 'restart', 'qdrant'],
  },
  local: undefined,
  addresses: ['192.0.2.1'],
  unresolved: undefined,
  ports: [port('rest', 6333), port('grpc', 6334)],
  root: { status: 200, isQdrant: true, version: '1.19.0', redirect: undefined },
  doors: {
    rest: door({}, [KEY, 'full'], [READER, 'read']),
    grpc: door({}, [KEY, 'full'], [READER, 'read']),
  },
  unsent: {},
  cors: false,
  dashboard: false,
  metrics: undefined,
  peers: { kind: 'unauthenticated', text: '16' },
  active: { collection: 'qdrant-auth-doctor-1', failures: [], left: false },
  mine: [KEY, READER],
  hasAuthority: true,
  hasIdentity: false,
  now: NOW,
}

const local = (yaml: string): NodeFacts['local'] => ({
  directory: '/srv/q',
  outcome: loadEffective({
    directory: '/srv/q',
    files: memoryFiles({ 'config/config.yaml': { content: yaml } }),
  }).outcomes[0],
  others: [],
  certificate: undefined,
  authority: undefined,
  credentials: [],
  findings: [],
})

const ok = { kind: 'ok', text: '200' } as const

/** What each rule says to which facts; with them all, every other rule's facts are examples that pass. */
const CASES: Record<string, [facts: Partial<NodeFacts>, found: string[]][]> = {
  'stale-config': [
    [
      { local: local('service:\n  api_key: "k"\n  jwt_rbac: true\n') },
      [
        'warning n1: it does not run with the config on the disk: REST has TLS, the config has none; gRPC has TLS, the config has none; tokens are not accepted, and with the config they would be',
      ],
    ],
    // What does not start says nothing about what runs.
    [{ local: local('service: null\n') }, []],
  ],
  unresolved: [
    [
      { unresolved: 'ENOTFOUND', addresses: [], ports: [] },
      ['error n1: there is no address of q.example (ENOTFOUND)'],
    ],
  ],
  'closed-port': [
    [
      { ports: [port('rest', 6333), port('grpc', 6334, { state: 'closed', reason: 'ECONNREFUSED' })] },
      ['error n1: nobody listens for gRPC (port 6334) (ECONNREFUSED)'],
    ],
    // Nobody said that gRPC is there.
    [
      {
        ports: [
          port('rest', 6333),
          port('grpc', 6334, { state: 'closed', reason: 'ECONNREFUSED', expected: false }),
        ],
      },
      [],
    ],
  ],
  'no-answer': [
    [
      { ports: [port('rest', 6333, { state: 'silent', reason: 'no answer in 5 seconds' })], doors: {} },
      ['error n1: REST (port 6333) gives no answer: no answer in 5 seconds'],
    ],
    [
      { doors: { grpc: door({ stranger: { kind: 'failed', text: 'no answer in 10 seconds' } }) } },
      ['error n1: gRPC (port 6334) gives no answer: no answer in 10 seconds'],
    ],
    [
      { doors: { rest: door({}, [KEY, 'full'], [READER, 'no answer']) } },
      ['error n1: REST (port 6333) refuses strangers, and gives no answer to read_only_api_key: 401'],
    ],
  ],
  'not-qdrant': [
    [
      { root: { status: 302, isQdrant: false, version: undefined, redirect: 'https://login.example/' } },
      [
        'error n1: https://q.example:6333 answers 302 and is not Qdrant, and sends on to https://login.example/',
      ],
    ],
  ],
  'wrong-scheme': [
    [
      { target: { ...sound.target, url: new URL('http://q.example:6333') } },
      ['error n1: REST speaks TLS, and the URL says http'],
    ],
    [{ ports: [plain('rest', 6333)] }, ['error n1: REST speaks plain text, and the URL says https']],
  ],
  'plain-text': [
    [
      {
        ports: [
          port('rest', 6333),
          plain('grpc', 6334),
          { ...plain('metrics', 9090), host: 'localhost' },
          plain('p2p', 6335),
        ],
      },
      [
        'error n1: gRPC (port 6334) without TLS: everybody on the way reads the keys',
        'note n1: metrics (port 9090) without TLS, which is good on this machine alone',
        'error n1: nodes (port 6335) without TLS: everybody on the way reads the keys',
      ],
    ],
  ],
  'untrusted-certificate': [
    [
      {
        ports: [port('rest', 6333, { served: { ...served, distrust: 'SELF_SIGNED_CERT_IN_CHAIN' } })],
        hasAuthority: false,
      },
      ['error n1: the certificate of REST (port 6333) is not trusted here (SELF_SIGNED_CERT_IN_CHAIN)'],
    ],
    // The rules of certificates tell dates.
    [
      {
        ports: [port('rest', 6333, { served: { ...served, distrust: 'CERT_HAS_EXPIRED' } })],
        hasAuthority: false,
      },
      [],
    ],
  ],
  // With real certificates in test/commands/doctor.test.ts.
  'served-differs': [],
  'client-certificate-needed': [
    [
      { ports: [port('rest', 6333, { served: { ...served, demandsCertificate: true } })] },
      ['warning n1: REST (port 6333) demands a client certificate: nothing behind it was looked at'],
    ],
  ],
  'client-certificate-refused': [
    [
      {
        ports: [port('rest', 6333, { served: { ...served, demandsCertificate: true } })],
        doors: {
          rest: door({ stranger: { kind: 'failed', text: 'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA' } }),
        },
        hasIdentity: true,
      },
      ['error n1: REST (port 6333) refuses the client certificate: ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'],
    ],
  ],
  'grpc-without-client-certificate': [
    [
      {
        ports: [port('rest', 6333, { served: { ...served, demandsCertificate: true } }), port('grpc', 6334)],
        hasIdentity: true,
      },
      ['error n1: REST demands a client certificate, and gRPC (port 6334) does not'],
    ],
    [
      {
        ports: [
          port('rest', 6333, { served: { ...served, demandsCertificate: true } }),
          { ...plain('grpc', 6334), state: 'closed', expected: false },
        ],
        hasIdentity: true,
      },
      [],
    ],
  ],
  open: [
    [
      { doors: { grpc: door({ stranger: ok }) } },
      ['error n1: gRPC asks nobody for a key: everybody who reaches it may read, write and delete'],
    ],
  ],
  'any-key': [
    [
      { doors: { rest: door({ forgedToken: ok }) } },
      ['error n1: REST takes a key or token that nobody made'],
    ],
  ],
  'known-key': [
    [
      { doors: { rest: door({ knownKeys: ['', 'changeme'] }) } },
      ['error n1: an empty key is taken', 'error n1: the well-known key "changeme" is taken'],
    ],
  ],
  'weak-key': [
    [{ doors: { rest: door({}, [SHORT, 'full']) } }, ['warning n1: key has 5 bytes, and 32 is the least']],
    [
      {
        doors: {
          rest: door({ forgedToken: { kind: 'forbidden', text: '403 InvalidSignature' } }, [SHORT, 'full']),
        },
      },
      ['error n1: key has 5 bytes, and 32 is the least: tokens are on, and each of them gives it away'],
    ],
    // A token is no key.
    [{ doors: { rest: door({}, [{ ...SHORT, value: 'a.b.c' }, 'full']) } }, []],
  ],
  'key-refused': [
    [
      { doors: { rest: door({}, [KEY, 'refused']), grpc: door({}, [KEY, 'full']) } },
      ['error n1: api_key fp:3cc45104 is refused by REST (401)'],
    ],
    // A token is no key.
    [{ mine: [TOKEN], doors: { rest: door({}, [TOKEN, 'refused']) } }, []],
  ],
  'token-refused': [
    [
      { mine: [KEY, TOKEN], doors: { rest: door({}, [TOKEN, 'refused'], [KEY, 'refused']) } },
      ['error n1: token fp:52c6703e is refused by REST (401)'],
    ],
    [{ mine: [TOKEN], doors: { rest: door({}, [TOKEN, 'read']) } }, []],
  ],
  'not-sent': [
    [
      { unsent: { rest: 'untrusted certificate', grpc: 'plain text' } },
      [
        'warning n1: no key was sent to REST: untrusted certificate',
        'warning n1: no key was sent to gRPC: plain text',
      ],
    ],
    [{ unsent: { rest: 'plain text' }, mine: [] }, []],
  ],
  // It takes two nodes: test/commands/doctor.test.ts.
  'nodes-differ': [],
  'other-rights': [
    [
      { doors: { rest: door({}, [READER, 'full']) } },
      ['error n1: read_only_api_key may write: a write with it was not refused'],
    ],
    [{ doors: { rest: door({}, [KEY, 'read']) } }, ['error n1: api_key may not write']],
  ],
  'scratch-trial': [
    [
      { active: { collection: 'c', failures: ['a token with r may write points'], left: false } },
      ['error n1: a token with r may write points'],
    ],
  ],
  'scratch-left': [
    [
      { active: { collection: 'c', failures: [], left: true } },
      ['error n1: the scratch collection c may still be there'],
    ],
  ],
  'open-metrics': [
    [
      { metrics: ok, ports: [port('metrics', 9090)] },
      ['warning n1: metrics (port 9090) asks nobody for a key'],
    ],
    [{ metrics: { kind: 'other', text: '404' }, ports: [port('metrics', 9090)] }, []],
    // Whoever has a certificate may read them.
    [
      { metrics: ok, ports: [port('metrics', 9090, { served: { ...served, demandsCertificate: true } })] },
      [],
    ],
  ],
  'open-peers': [
    [
      { peers: ok },
      ['error n1: whoever reaches the node port may do everything: it asks for neither key nor certificate'],
    ],
    [
      { peers: ok, ports: [port('p2p', 6335, { served: { ...served, demandsCertificate: true } })] },
      [
        'warning n1: whoever has a certificate of the CA may do everything at the node port: it asks for no key',
      ],
    ],
  ],
  'open-cors': [[{ cors: true }, ['note n1: pages of every origin may call the API']]],
  'open-dashboard': [[{ dashboard: true }, ['note n1: the dashboard can be fetched without a key']]],
  'known-weakness': [
    [
      { root: { status: 200, isQdrant: true, version: '1.18.1', redirect: undefined } },
      [
        'warning n1: 1.18.1: an empty key in the config is a real key, which an empty api-key header opens (qdrant/qdrant#9199)',
        'error n1: 1.18.1: odd paths that begin like /dashboard, /readyz or /livez get past authentication (qdrant/qdrant#9254)',
      ],
    ],
  ],
  'other-version': [
    [
      { root: { status: 200, isQdrant: true, version: '1.18.3', redirect: undefined } },
      ['note n1: it is 1.18.3, and 1.19.0 is the newest known here'],
    ],
    [
      { root: { status: 200, isQdrant: true, version: '2.0.0', redirect: undefined } },
      ['note n1: it is 2.0.0, newer than 1.19.0, the newest known here'],
    ],
  ],
}

const ruleNamed = (name: string) => RULES.filter(({ id }) => id === `doctor/${name}`)

test('nothing is wrong with a sound node', () => {
  expect(judge(RULES, sound, [sound])).toEqual([])
})

test.each(Object.keys(CASES))('%s', (name) => {
  for (const [facts, expected] of CASES[name] ?? []) {
    const node = { ...sound, ...facts }
    const found = judge(ruleNamed(name), node, [node])
    expect(found.map(({ level, message }) => `${level} ${message}`)).toEqual(expected)
    for (const { hint, ruleId } of found)
      expect([ruleId, hint]).toEqual([`doctor/${name}`, expect.stringMatching(/\w/)])
  }
})

test('one file a rule, with examples', () => {
  const files = readdirSync(new URL('../../src/doctor/rules', import.meta.url)).map((name) =>
    name.slice(0, -3),
  )
  expect(files.sort()).toEqual(RULES.map(({ id }) => id.slice('doctor/'.length)).sort())
  expect(Object.keys(CASES).sort()).toEqual(files.sort())
})

/** Everything that is said to do about the examples. */
const HINTS = Object.entries(CASES).flatMap(([name, cases]) =>
  cases.flatMap(([facts]) =>
    judge(ruleNamed(name), { ...sound, ...facts }, []).map(({ hint }) => hint ?? ''),
  ),
)

// Every user of the machine can read the arguments of curl.
test('no hint puts a secret on a command line', () => {
  expect(HINTS.filter((hint) => /-H ['"]?(api-key|authorization)/i.test(hint))).toEqual([])
})

test('commands in the hints are commands', () => {
  const verbs = new Set(
    COMMANDS.flatMap((entry) =>
      isNoun(entry) ? entry.verbs.map(({ name }) => `${entry.name} ${name}`) : [`${entry.name}`],
    ),
  )
  const named = HINTS.flatMap((hint) =>
    [...hint.matchAll(/qdrant-auth (?:-C \S+ )?([a-z-]+ [a-z-]+)/g)].map(([, words = '']) => words),
  )
  expect(named.length).toBeGreaterThan(10)
  expect(named.filter((words) => !verbs.has(words) && !verbs.has(words.split(' ')[0] ?? ''))).toEqual([])
})
