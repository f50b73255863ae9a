import { expect, test } from 'vitest'
import { makeAuthority, makeLeaf } from '../certs/fixture.ts'
import { findingsOf, KEY, told } from './fixture.ts'

const KEYED = `service: { host: "::1", api_key: "${KEY}" }\n`
const audit = (dir: string, data = './storage') =>
  `${KEYED}audit: { enabled: true, dir: "${dir}" }\nstorage: { storage_path: "${data}" }\n`

test.each([
  ['./storage/audit', './storage', true],
  ['storage/audit', './storage/', true],
  ['./storage', 'storage', true],
  ['./a/../storage/audit', './storage', true],
  ['./storage/../audit', './storage', false],
  ['./storage2/audit', './storage', false],
  ['../audit', './storage', false],
  ['./audit', '.', true],
  ['../audit', '.', false],
  ['./..audit', '.', true],
  ['/qdrant/storage/audit', '/qdrant/storage', true],
  ['/tmp/qdrant/audit', '/tmp/qdrant', true],
  ['/var/log/qdrant', './storage', true],
  ['/tmp', './storage', false],
  ['/tmp/audit', './storage', false],
  ['/var/tmp/audit', './storage', false],
  ['/run/audit', './storage', false],
  ['/dev/shm/audit', './storage', false],
  ['/tmpfs/audit', './storage', true],
  ['/srv/tmp/audit', './storage', true],
])('an audit log in %s with the data in %s is kept: %j', async (dir, data, isKept) => {
  const said = await told('vanishing-audit', { config: audit(dir, data) })
  const message = `2:30 the audit log in ${dir} is outside ${data}, and may not be kept → put it below the data folder, or on a volume of its own`
  expect(said).toEqual(isKept ? [] : [message])
  expect(await told('vanishing-audit', { config: audit(dir, data).replace('true', 'false') })).toEqual([])
})

test('how many files of an audit log are kept', async () => {
  const files = (count: number, enabled = true) =>
    told('few-audit-files', { config: `audit: { enabled: ${enabled}, max_log_files: ${count} }\n` })
  const [said] = ['1:40 audit.max_log_files keeps one file: a restart loses the log → keep at least 2']
  expect([await files(0), await files(1), await files(2)]).toEqual([[said], [said], []])
  expect(await files(1, false)).toEqual([])
})

test('the log level', async () => {
  const said = (text: string) => told('hidden-warnings', { config: KEYED + text })
  const hides = (place: string, level: string) => [
    `${place} the log level "${level}" hides the warnings about keys and files → use INFO or WARN`,
  ]
  expect(await said('log_level: "off"\n')).toEqual(hides('2:12', 'off'))
  expect(await said('log_level: "INFO,qdrant=error"\n')).toEqual(hides('2:12', 'INFO,qdrant=error'))
  expect(await said('log_level: "ERROR,qdrant=warn"\n')).toEqual([])
  expect(await said('logger: { log_level: ERROR }\n')).toEqual(hides('2:22', 'ERROR'))
  // The level of the table wins.
  expect(await said('log_level: ERROR\nlogger: { log_level: WARN }\n')).toEqual([])
  expect(await said('log_level: ""\n')).toEqual([])
  expect(await said('log_level: ERROR\nservice.http_port: many\n')).toEqual([])
})

test('each part of a log level that is ignored is told', async () => {
  const said = (level: string, more = '') =>
    told('ignored-log-level', { config: `log_level: "${level}"\n${more}` })
  expect(await said('INFO')).toEqual([])
  expect((await said('LOUD=LOUD,INFO,x=9')).map((one) => one.split(':').slice(0, 3).join(':'))).toEqual([
    '1:12 log_level: ignoring `LOUD=LOUD`',
    '1:12 log_level: ignoring `x=9`',
  ])
  expect(await said('x=9', 'service: { http_port: many }\n')).toEqual([])
})

const authority = makeAuthority()
const leaf = makeLeaf({}, authority)
const other = makeLeaf({ keyType: 'ec-p384' }, authority)
const TLS = KEYED.replace(' }', ', enable_tls: true }')
const files = (cert: string, key: string) => ({
  'tls/cert.pem': { content: cert },
  'tls/key.pem': { content: key },
  'tls/cacert.pem': { content: authority.certificatePem },
})

test('a port that does not come up', async () => {
  const mismatch = { config: TLS, files: files(leaf.certificatePem, other.keyPem) }
  expect(await told('unusable-certificate', mismatch)).toEqual([
    '1:93 gRPC does not come up: transport error → qdrant-auth certs show tells what the files are',
  ])
  expect(await told('unusable-certificate', { ...mismatch, alone: true })).toEqual([])
  expect(await told('unusable-certificate', { ...mismatch, config: KEYED })).toEqual([])
  const { 'tls/key.pem': _, ...missing } = mismatch.files
  expect(await told('unusable-certificate', { config: TLS, files: missing })).toEqual([])
})

test('a server that ends at its start', async () => {
  const said = (config: string, more = {}) => told('will-not-start', { config, ...more })
  const node = `${KEYED}cluster: { enabled: true, peer_id: 0 }\n`
  expect(await said(node)).toEqual([
    " the server does not start: Can't initialize consensus: invalid node id",
  ])
  expect(await said(node, { alone: true })).toEqual([])
  // Other rules say what is wrong with a value or a file.
  expect(await said(`${node}log_level: [1]\n`)).toEqual([])
  expect(await said('service: [')).toEqual([])
  expect(await said(TLS)).toEqual([])
  expect(await said(KEYED)).toEqual([])
})

test('what this tool does not judge', async () => {
  const deep = { content: '- '.repeat(20_000) }
  expect(await findingsOf({ config: KEYED, files: { 'config/local.yaml': deep } })).toEqual([
    {
      ruleId: 'config/not-judged',
      level: 'error',
      message: 'this tool does not judge config/local.yaml: more than 500 levels of nesting',
      location: { file: 'config/local.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 },
    },
  ])
})

test('of a stray character the first is told', async () => {
  const said = (text: string) => told('stray-character', { config: text })
  expect(await said('\uFEFFa: 1\nb: \uFEFF2\nc: \uFEFF3\n')).toEqual([
    '2:4 a byte order mark stands inside the file → remove it: most editors do not show it',
  ])
  expect(await said('a: 1\nb: "\0"\n')).toEqual([
    '2:5 a NUL stands inside the file → remove it: most editors do not show it',
  ])
})
