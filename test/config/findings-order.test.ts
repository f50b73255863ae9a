import { expect, test } from 'vitest'
import { findingsOf, KEY, placeOf, type Setup } from './fixture.ts'

const places = async (setup: Setup) => (await findingsOf(setup)).map(placeOf)
const key = `api_key: "${KEY}"`

test('findings stand in the order of the files, then come variables, then what has no place', async () => {
  const setup: Setup = {
    config: `zz: 1\nservice: { host: "::1", yy: 2, xx: 3 }\naa: 4\n`,
    files: { 'config/local.yaml': { content: 'bb: 5\n' }, 'config/old': { content: '' } },
    variables: { QDRANT__SERVICE__APIKEY: 'x', QDRANT__CLUSTR__ENABLED: '1' },
  }
  expect(await places(setup)).toEqual([
    'config/config.yaml:1:1',
    'config/config.yaml:2:25',
    'config/config.yaml:2:32',
    'config/config.yaml:3:1',
    'config/local.yaml:1:1',
    '$QDRANT__SERVICE__APIKEY',
    '$QDRANT__CLUSTR__ENABLED',
    '',
  ])
})

test('a finding has what its rule gave and no more', async () => {
  const [first] = await findingsOf({ config: `frobnicate: 1\nservice: { host: "::1", ${key} }\n` })
  expect(first).toStrictEqual({
    ruleId: 'config/foreign-key',
    level: 'warning',
    message: 'Qdrant does not know frobnicate and ignores it',
    location: { file: 'config/config.yaml', line: 1, column: 1, endLine: 1, endColumn: 11 },
  })
  const [open] = await findingsOf({ config: 'service: { host: "::1" }\n' })
  expect(open).toStrictEqual({
    ruleId: 'config/no-authentication',
    level: 'warning',
    message: 'no key is set: everybody who reaches the server may do everything',
    hint: 'set service.api_key: qdrant-auth keygen',
  })
})

const rules = async (setup: Setup) =>
  (await findingsOf(setup)).map(
    (one) => `${placeOf(one).replace('config/config.yaml:', '')} ${one.ruleId.slice(7)}`,
  )

test('the order is that of the places, whatever the names of the rules', async () => {
  const lines = 'service:\n  host: "::1"\n  read_only_api_key: ""\n  alt_api_key: "abc"\n  api_key: 12\n'
  expect(await rules({ config: lines })).toEqual([
    '3:3 unset-key',
    '4:16 short-key',
    '5:12 short-key',
    '5:12 unquoted-key',
  ])
  const flow = `service: { host: "::1", read_only_api_key: "", ${key}, Jwt_Rbac: 1, alt_api_key: "abc", frob: 1 }\n`
  expect((await rules({ config: flow })).map((one) => one.split(' ')[1])).toEqual([
    'unset-key',
    'wrong-case',
    'short-key',
    'foreign-key',
  ])
  expect(
    await rules({
      config: 'service: { host: "::1", Jwt_Rbac: 1 }\n',
      files: { 'config/local.yaml': { content: 'frob: 1\n' } },
      variables: { QDRANT_SERVICE_API_KEY: 'x' },
    }),
  ).toEqual([
    '1:25 wrong-case',
    'config/local.yaml:1:1 foreign-key',
    '$QDRANT_SERVICE_API_KEY variable-name',
    ' no-authentication',
  ])
})

const OFF = '# qdrant-auth-disable-next-line'

test.each([
  ['the rule', `${OFF} foreign-key\nfrob: 1\n`, []],
  ['the rule with its room', `${OFF} config/foreign-key\nfrob: 1\n`, []],
  ['several with blanks', `${OFF} short-key foreign-key\nfrob: 1\n`, []],
  ['several with commas', `${OFF} short-key, foreign-key\nfrob: 1\n`, []],
  ['blanks around', `  #  qdrant-auth-disable-next-line   foreign-key  \nfrob: 1\n`, []],
  ['another rule', `${OFF} short-key\nfrob: 1\n`, ['2:1']],
  ['a part of the name', `${OFF} foreign\nfrob: 1\n`, ['2:1']],
  ['no rule', `${OFF}\nfrob: 1\n`, ['2:1']],
  ['one line only', `${OFF} foreign-key\nfrob: 1\nnicate: 2\n`, ['3:1']],
  ['not the line itself', `frob: 1 ${OFF} foreign-key\n`, ['1:1']],
  ['not behind something', `frob: 1 ${OFF} foreign-key\nnicate: 2\n`, ['1:1', '2:1']],
  ['not two lines above', `${OFF} foreign-key\n\nfrob: 1\n`, ['3:1']],
  ['not with more words', `# no qdrant-auth-disable-next-line foreign-key\nfrob: 1\n`, ['2:1']],
])('a comment switches off: %s', async (_title, text, expected) => {
  const found = await places({ config: `${text}service: { host: "::1", ${key} }\n` })
  expect(found).toEqual(expected.map((place) => `config/config.yaml:${place}`))
})

test('a comment in one file says nothing about another, or about variables', async () => {
  expect(
    await places({
      config: `${OFF} foreign-key unknown-key\nservice: { host: "::1", ${key} }\n`,
      files: { 'config/local.yaml': { content: '\nfrob: 1\n' } },
      variables: { QDRANT__SERVICE__APIKEY: 'x' },
    }),
  ).toEqual(['config/local.yaml:2:1', '$QDRANT__SERVICE__APIKEY'])
})

test('certificates are looked at where TLS is on and all files are there', async () => {
  const config = `service: { host: "::1", ${key}, enable_tls: true }\n`
  const ids = async (setup: Setup) => (await findingsOf(setup)).map(({ ruleId }) => ruleId)
  expect(await ids({ config })).toEqual(['config/missing-certificate', 'config/missing-certificate'])
  expect(await ids({ config, alone: true })).toEqual([])
  const node = (lines: string) => ({
    config: `service: { host: "::1", ${key}, enforce_internal_auth: true }\ncluster: { ${lines} }\n`,
  })
  expect(await ids(node('enabled: true, p2p: { enable_tls: true }'))).toContain('config/missing-certificate')
  expect(await ids(node('enabled: false, p2p: { enable_tls: true }'))).not.toContain(
    'config/missing-certificate',
  )
})

// A node ends at once without its address; whoever looks at the files alone is not told it.
test('a node that is not told its address is taken to have one', async () => {
  const config = `service: { host: "::1", ${key}, enforce_internal_auth: true }\ncluster: { enabled: true }\n`
  const said = async (...given: string[]) =>
    (await findingsOf({ config, arguments: given })).map(({ ruleId, message }) => `${ruleId}: ${message}`)
  const open = 'config/cluster-without-tls: the node port has no TLS'
  expect(await said()).toEqual([open])
  expect(await said('--bootstrap', 'http://node-1:6335')).toEqual([open])
  expect(await said('--uri', 'https://node-1:6335')).toEqual([
    open,
    'config/uri-without-tls: --uri does not fit: the node port has no TLS',
  ])
  expect(await said('--frobnicate')).toContain(
    "config/will-not-start: the server does not start: error: unexpected argument '--frobnicate' found",
  )
})
