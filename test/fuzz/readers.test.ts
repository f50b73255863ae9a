import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseEvent } from '../../src/audit/event.ts'
import { auditReport } from '../../src/audit/report.ts'
import { suggestAccess } from '../../src/audit/suggest.ts'
import { parseNames } from '../../src/certs/names.ts'
import { certificatesOf } from '../../src/certs/pem-file.ts'
import { readRequest } from '../../src/certs/request.ts'
import { parseWithin } from '../../src/certs/within.ts'
import { wholeNumber } from '../../src/cli/numbers.ts'
import { parseEnvFile } from '../../src/config/env-file.ts'
import { manifestEnvironment } from '../../src/config/manifest.ts'
import { QdrantAuthError } from '../../src/errors.ts'
import { explain } from '../../src/explain/explain.ts'
import { rowsOf } from '../../src/jwt/batch/rows.ts'
import { parseCollectionList } from '../../src/jwt/collections.ts'
import { parseExpiry } from '../../src/jwt/expiry.ts'
import { givenToken } from '../../src/jwt/given.ts'
import { inspectToken } from '../../src/jwt/inspect.ts'
import { parseGuard } from '../../src/jwt/value-exists.ts'
import { readEnvironment } from '../../src/qdrant/config/environment.ts'
import { readJson } from '../../src/qdrant/json/read.ts'
import { acceptKey } from '../../src/qdrant/tls/key-forms.ts'
import { pemSections } from '../../src/qdrant/tls/pem.ts'
import { refusalOfCertificate } from '../../src/qdrant/tls/x509.ts'
import { parseJsonPath } from '../../src/qdrant/token/json-path.ts'
import { decodeText, readYaml } from '../../src/qdrant/yaml/read.ts'
import { composeInventory } from '../../src/rotate/discover/compose.ts'
import { kubernetesInventory } from '../../src/rotate/discover/kubernetes.ts'
import type { Hands } from '../../src/rotate/hands.ts'
import { secretHolder } from '../../src/rotate/holders/secret.ts'
import { parseInventory } from '../../src/rotate/inventory.ts'
import { parseServerUrl } from '../../src/server/rest.ts'
import { greetingIn } from '../../src/server/version.ts'
import { read } from '../audit/lines.ts'
import { makeLeaf } from '../certs/fixture.ts'
import { recording } from '../conformance/recordings.ts'
import { cpuMs } from '../support/cpu.ts'
import { put, temporaryDirectory } from '../support/directory.ts'
import { NOW, run } from '../support/io.ts'
import { runsOf, timeoutOf } from '../support/runs.ts'
import { mutated, reshaped } from './mutated.ts'
import { GREETING, INVENTORY, JOURNAL, LOGS, REGISTRY, SAID, SECRET, STATEFULSET } from './samples.ts'

const VERSION = '1.19.0'
const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'

const tokens = recording<{ cases: { token?: string }[] }>('tokens').cases.flatMap(({ token }) => token ?? [])
const configs = recording<{ cases: { files?: Record<string, string> }[] }>('config')
const yamls = configs.cases
  .flatMap(({ files }) => Object.values(files ?? {}))
  .filter((one) => typeof one === 'string')
const parts = tokens
  .flatMap((token) => token.split('.').slice(0, 2))
  .map((part) => Buffer.from(part, 'base64url'))

const { certificatePem, keyPem } = makeLeaf({ names: ['localhost', '10.0.0.1', 'a.example.org', '::1'] })
const der = (pem: string) => Buffer.from(pem.replace(/-----.*-----|\n/g, ''), 'base64')
const pems = [certificatePem, keyPem, certificatePem + keyPem, certificatePem.replaceAll('\n', '\r\n')]

const ENVIRONMENTS = [
  'QDRANT__SERVICE__API_KEY=x\nexport A="b c" # d\n',
  "QDRANT__SERVICE__HTTP_PORT='1'\nRUN_MODE=`production`\n\n#x=y\n",
]
const MANIFESTS = [
  'services:\n  q:\n    image: qdrant/qdrant\n    environment:\n      - QDRANT__SERVICE__API_KEY=x\n      - A\n',
  'services: {q: {image: qdrant/qdrant, environment: {QDRANT__A: 1}, networks: {n: {aliases: [b]}}}}\n',
  'kind: StatefulSet\nspec: {template: {spec: {containers: [{name: qdrant, env: [{name: A, value: "1"}]}]}}}\n',
  'image: {repository: qdrant/qdrant}\nenv:\n  - {name: QDRANT__A, valueFrom: {secretKeyRef: {name: s, key: k}}}\n',
]
const ROWS = [
  '{"name":"a","access":"read","expires":"30d"}\n{"collections":{"docs":"read"}}\n',
  '- {name: a, access: read}\n- {collections: {docs: read-write}}\n',
  'name,access,expires\na,read,30d\n"b ""c""",manage,never\n',
]
/** Everything that takes text from outside, with samples of what it takes. */
const READERS: readonly (readonly [string, readonly (string | Uint8Array)[], (bytes: Buffer) => unknown])[] =
  [
    ['the token parser', tokens, (bytes) => inspect(bytes.toString('utf8'))],
    ['what is given as a token', tokens, (bytes) => givenToken(`Bearer "${bytes.toString('utf8')}"`)],
    ['the JSON reader', parts, (bytes) => readJson(bytes)],
    ['the YAML loader', yamls, (bytes) => readYaml(decodeText(bytes))],
    ['the env parser', ENVIRONMENTS, (bytes) => readEnvironment(parseEnvFile(bytes.toString('utf8')))],
    ['the manifest reader', MANIFESTS, (bytes) => manifestEnvironment(bytes.toString('utf8'), undefined)],
    ['the PEM reader', pems, (bytes) => [...pemSections(bytes)]],
    ['the reader of certificate files', pems, (bytes) => certificatesOf(bytes)],
    ['the DER reader', [der(certificatePem)], (bytes) => refusalOfCertificate(bytes)],
    ['the reader of keys', [der(keyPem)], (bytes) => acceptKey('pkcs8', bytes)],
    ['the reader of requests', pems, (bytes) => readRequest(bytes)],
    ['the reader of rows', ROWS, (bytes) => drain(bytes)],
    [
      'durations',
      ['30d', '1d12h', '2027-01-01T00:00:00Z', 'never'],
      (bytes) => parseExpiry(String(bytes), NOW),
    ],
    ['times before an end', ['30d', '66%'], (bytes) => parseWithin(String(bytes))],
    ['numbers', ['6333', '0'], (bytes) => wholeNumber(0, 65_535)(String(bytes))],
    [
      'names',
      ['node-1', '10.0.0.1', '::1', '*.example.org', 'bücher.example'],
      (bytes) => parseNames([String(bytes)]),
    ],
    ['guards', ['docs:id=1', 'a:b.c[]=x'], (bytes) => parseGuard([String(bytes)])],
    ['paths in a payload', ['a.b[0].c', '"a b".c', 'a[]'], (bytes) => parseJsonPath(String(bytes))],
    [
      'lists of collections',
      ['{"result":{"collections":[{"name":"a"}]}}', 'a\nb\n'],
      (bytes) => parseCollectionList(String(bytes)),
    ],
    [
      'URLs of servers',
      ['https://localhost:6333/a', 'http://[::1]:1'],
      (bytes) => parseServerUrl(String(bytes)),
    ],
    ['the reader of audit logs', LOGS, (bytes) => auditOf(bytes)],
    ['the reader of one event', LOGS, (bytes) => parseEvent(String(bytes))],
    ['the reader of compose files', MANIFESTS, (bytes) => composeInventory(String(bytes), 'c.yaml', FORM)],
    [
      'the reader of a StatefulSet',
      [STATEFULSET],
      (bytes) => kubernetesInventory('default/qdrant', FORM, async () => answered(bytes)),
    ],
    ['the reader of a Secret', [SECRET], (bytes) => readSecret(bytes)],
    ['what a server says of itself', [GREETING], (bytes) => greetingIn({ status: 200, text: String(bytes) })],
    ['what is pasted for an explanation', SAID, (bytes) => explain(String(bytes))],
  ]

const FORM = { url: undefined, authority: undefined, identity: undefined }
const answered = (bytes: Buffer | string) => ({ code: 0, stdout: String(bytes), stderr: '' })

function auditOf(bytes: Buffer): void {
  const { tally, reader } = read([bytes.subarray(0, 100), bytes.subarray(100)])
  auditReport({ tally, reader, registry: [], now: NOW })
  // Without an event the command says so and asks nothing more.
  if (tally.events > 0) suggestAccess({ tally, withDenied: true, current: undefined, serverVersion: VERSION })
}

const readSecret = (bytes: Buffer | string) =>
  secretHolder({ kind: 'secret', namespace: 'default', name: 'k', entry: 'local.yaml' }, '/', {
    capture: async () => answered(bytes),
    secretVariables: [],
  } as unknown as Hands).read()

const inspect = (token: string) =>
  inspectToken({
    token,
    headers: [['api-key', token]],
    apiKey: KEY,
    altApiKey: undefined,
    now: NOW,
    serverVersion: VERSION,
  })

async function drain(bytes: Buffer): Promise<void> {
  for (const format of ['ndjson', 'yaml', 'csv'] as const) {
    try {
      for await (const _ of rowsOf(one(bytes), format));
    } catch (error) {
      if (!(error instanceof QdrantAuthError)) throw error
    }
  }
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

const LONGEST_MS = 1000

/** A reader may refuse in words, and has a second for it. */
async function readsOrRefuses(work: () => unknown): Promise<void> {
  const start = cpuMs()
  try {
    await work()
  } catch (error) {
    if (
      !(error instanceof QdrantAuthError) &&
      (error as { code?: string }).code !== 'commander.invalidArgument'
    )
      throw error
  }
  expect(cpuMs() - start).toBeLessThan(LONGEST_MS)
}

test.each(READERS)(
  '%s never fails otherwise than in words, and never takes long',
  async (_name, samples, read) => {
    await fc.assert(
      fc.asyncProperty(fc.oneof({ weight: 6, arbitrary: mutated(samples) }, anything), (bytes) =>
        readsOrRefuses(() => read(bytes)),
      ),
      runsOf(250),
    )
  },
  timeoutOf(30_000),
)

const anything = fc.oneof(
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 100 }).map((text) => Buffer.from(text)),
)

test(
  'an inventory of any shape is read or refused in words',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 3 }), (nodes, other) =>
        readsOrRefuses(() => {
          parseInventory(nodes)
          parseInventory({ nodes, ca: other })
          parseInventory({ nodes: [{ name: 'n1', url: other, restart: nodes }] })
        }),
      ),
      runsOf(250),
    )
  },
  timeoutOf(30_000),
)

test.each([
  [
    'a StatefulSet',
    STATEFULSET,
    (text: string) => kubernetesInventory('a/b', FORM, async () => answered(text)),
  ],
  ['a Secret', SECRET, (text: string) => readSecret(text)],
  ['the greeting of a server', GREETING, (text: string) => greetingIn({ status: 200, text })],
] as const)(
  '%s with values of any kind is read or refused in words',
  async (_name, sample, read) => {
    await fc.assert(
      fc.asyncProperty(reshaped(sample), (text) => readsOrRefuses(() => read(text))),
      runsOf(250),
    )
  },
  timeoutOf(30_000),
)

const COMMANDS: readonly (readonly [string, readonly string[], readonly (string | Uint8Array)[]])[] = [
  ['config validate', ['config', 'validate', 'file.yaml'], yamls],
  ['config validate --fix', ['config', 'validate', 'file.yaml', '--fix', '--dry-run'], yamls],
  ['config set', ['config', 'set', 'service.enable_tls', 'true', '--file', 'file.yaml', '--dry-run'], yamls],
  ['config get', ['config', 'get', 'service.api_key'], yamls],
  ['certs check', ['certs', 'check', 'file.pem'], pems],
  ['certs show', ['certs', 'show', 'file.pem'], pems],
  ['jwt inspect', ['jwt', 'inspect', 'file.jwt', '--key-env', 'KEY'], tokens],
  ['jwt can', ['jwt', 'can', '--list', 'file.jwt'], tokens],
  ['rotate plan', ['rotate', 'plan', '--inventory', 'file.yaml'], [INVENTORY]],
  ['rotate status', ['rotate', 'status'], [JOURNAL]],
  ['jwt list', ['jwt', 'list'], [REGISTRY]],
  ['audit report', ['audit', 'report', 'audit.log'], LOGS],
  ['audit report --csv', ['audit', 'report', 'audit.log', '--csv', '--denied'], LOGS],
  ['audit report --html', ['audit', 'report', 'audit.log', '--html', 'page.html'], LOGS],
  ['audit suggest', ['audit', 'suggest', 'audit.log', '--subject', 'a', '--include-denied'], LOGS],
  ['audit tail', ['audit', 'tail', 'audit.log'], LOGS],
  ['emit compose', ['emit', 'compose'], yamls],
  ['emit kubernetes', ['emit', 'kubernetes', '-o', 'out', '--force'], yamls],
  ['emit nginx', ['emit', 'nginx', '--config', 'file.yaml'], yamls],
  ['snippet', ['snippet', 'python'], yamls],
  ['explain', ['explain', '-'], SAID],
]

/** Where commands look for what is theirs. */
const PLACES = [
  ...['file.yaml', 'file.pem', 'file.jwt', 'config/config.yaml', 'audit.log'],
  ...['.qdrant-auth/rotation.json', '.qdrant-auth/tokens.jsonl'],
]

test(
  'rotate status says in words what it finds in a journal with values of any kind',
  async () => {
    const directory = temporaryDirectory()
    await fc.assert(
      fc.asyncProperty(reshaped(JOURNAL), fc.constantFrom([], ['--json']), async (text, mode) => {
        put(join(directory, '.qdrant-auth/rotation.json'), text)
        const { code, stderr } = await run(['rotate', 'status', ...mode], { cwd: directory })
        expect([0, 1, 3]).toContain(code)
        expect(stderr).not.toContain('internal error')
      }),
      runsOf(100),
    )
  },
  timeoutOf(30_000),
)

test.each(COMMANDS)(
  '%s of any file ends with an exit code and in words',
  async (_name, argv, samples) => {
    const directory = temporaryDirectory()
    // Loads the code of the command.
    await run(argv, { cwd: directory, env: { KEY } })
    await fc.assert(
      fc.asyncProperty(mutated(samples), fc.constantFrom([], ['--json']), async (bytes, mode) => {
        for (const name of PLACES) put(join(directory, name), bytes as unknown as string)
        const start = cpuMs()
        const stdin = bytes as unknown as string
        const world = { cwd: directory, env: { KEY }, stdin }
        // It would follow the log until somebody stops it.
        const stopped = argv[1] === 'tail' ? { signal: AbortSignal.abort() } : {}
        const { code, stderr } = await run([...argv, ...mode], { ...world, ...stopped })
        expect(cpuMs() - start).toBeLessThan(2 * LONGEST_MS)
        expect(argv[1] === 'tail' ? [3, 130] : [0, 1, 2, 3, 6]).toContain(code)
        expect(stderr).not.toContain('internal error')
      }),
      runsOf(60),
    )
  },
  timeoutOf(30_000),
)
