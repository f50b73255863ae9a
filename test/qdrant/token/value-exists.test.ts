import { expect, test } from 'vitest'
import { type JsonNode, readJson } from '../../../src/qdrant/json/read.ts'
import { decide } from '../../../src/qdrant/token/decide.ts'
import { KEY, signed } from './signed.ts'

const payload = (text: string): JsonNode => {
  const node = readJson(Buffer.from(text))
  if (node === undefined) throw new Error('not JSON')
  return node
}

const RICH = `{"a":[[1,2],[3]],"b":[{"c":1},{"c":[2,3]},{"c":"x"}],"n":7,"neg":-5,"s7":"7","t":"true",
  "deep":{"l":[{"m":[{"n":"q"}]}]},"mix":["a",1,true,null,1.5,{"k":"v"},["z"]],"":"emptykey"," sp ":"sp",
  "obj":{"":"e2","0":"zero"},"max":9223372036854775807,"min":-9223372036854775808,"over":18446744073709551615,
  "x[0]":"lit","long":[0,1,2,3,4,5,6,7,8,9,10,11,12],"second":["yes","no"],"nul":null}`

const world = {
  collections: new Map([
    ['rich', [payload(RICH)]],
    ['guard', [payload('{"token":"t-1","team":"red"}'), payload('{"token":"t-2","team":"blue"}')]],
    ['other', [payload('{}')]],
    ['empty', []],
  ]),
  aliases: new Map([['guard-alias', 'guard']]),
}

const ask = (guard: string) =>
  decide(
    { apiKey: KEY, altApiKey: undefined, readOnlyApiKey: undefined, jwtRbac: true },
    {
      headers: [['api-key', signed(`{"access":"r","value_exists":${guard}}`)]],
      transport: 'rest',
      now: 0,
      version: '1.19.0',
      world,
    },
  )

// Answers of a running v1.19.0 server that held the same points.
test.each([
  ['n', '7', 'token'],
  ['n', '7.0', 'unreadable-claims'],
  ['n', '"7"', 'guard-absent'],
  ['neg', '-5', 'token'],
  ['s7', '7', 'guard-absent'],
  ['s7', '"7"', 'token'],
  ['t', 'true', 'guard-absent'],
  ['a', '1', 'guard-absent'],
  ['a[]', '1', 'token'],
  ['a[0]', '1', 'token'],
  ['a[0][1]', '2', 'token'],
  ['a[][]', '3', 'token'],
  ['a[9]', '1', 'guard-absent'],
  ['a[00]', '1', 'token'],
  ['a[18446744073709551615]', '1', 'guard-absent'],
  ['long[12]', '12', 'token'],
  ['n[0]', '7', 'guard-absent'],
  ['missing.x', '"x"', 'guard-absent'],
  ['a[0]n', '1', 'unreadable-claims'],
  ['a\\"n\\"', '1', 'unreadable-claims'],
  ['a.[0]', '1', 'unreadable-claims'],
  ['[0]', '1', 'unreadable-claims'],
  ['b[].c', '1', 'token'],
  ['b[].c', '2', 'token'],
  ['b.c', '1', 'guard-absent'],
  ['b[1].c', '3', 'token'],
  ['mix', 'true', 'token'],
  ['mix', '"z"', 'guard-absent'],
  ['mix[6]', '"z"', 'token'],
  ['mix[5].k', '"v"', 'token'],
  ['nul', 'null', 'unreadable-claims'],
  ['\\"\\"', '"emptykey"', 'token'],
  ['\\" sp \\"', '"sp"', 'token'],
  ['obj.\\"\\"', '"e2"', 'token'],
  ['obj.0', '"zero"', 'token'],
  ['obj[0]', '"zero"', 'guard-absent'],
  ['\\"x[0]\\"', '"lit"', 'token'],
  ['max', '9223372036854775807', 'token'],
  ['min', '-9223372036854775808', 'token'],
  ['over', '9223372036854775807', 'guard-absent'],
  ['second', '"no"', 'token'],
  ['deep.l[].m[].n', '"q"', 'token'],
  ['deep.l.m.n', '"q"', 'guard-absent'],
  ['', '1', 'unreadable-claims'],
  ['a.', '1', 'unreadable-claims'],
  ['.a', '1', 'unreadable-claims'],
  ['a..b', '1', 'unreadable-claims'],
  ['a[-1]', '1', 'unreadable-claims'],
  ['a[18446744073709551616]', '1', 'unreadable-claims'],
  ['a b', '1', 'unreadable-claims'],
  ['a.*', '1', 'unreadable-claims'],
  ['\\"a', '1', 'unreadable-claims'],
  ['n', '[7]', 'unreadable-claims'],
  ['n', '9223372036854775808', 'unreadable-claims'],
])('%s = %s: %s', (key, value, cause) => {
  expect(ask(`{"collection":"rich","matches":[{"key":"${key}","value":${value}}]}`).cause).toBe(cause)
})

const STATEFUL = 'Invalid JWT, stateful validation failed'

test.each([
  ['{"collection":"empty","matches":[]}', 401, STATEFUL],
  ['{"collection":"other","matches":[]}', 200, ''],
  ['{"collection":"nope","matches":[]}', 403, STATEFUL],
  ['{"collection":"guard-alias","matches":[]}', 200, ''],
  ['{"collection":"guard","matches":[{"key":"token","value":"t-1"},{"key":"team","value":"red"}]}', 200, ''],
  [
    '{"collection":"guard","matches":[{"key":"token","value":"t-1"},{"key":"team","value":"blue"}]}',
    401,
    STATEFUL,
  ],
  ['["guard",[["token","t-1"]]]', 200, ''],
  ['["guard",[["token","t-1",1]]]', 401, 'Invalid API key or JWT'],
  ['{"collection":"guard"}', 401, 'Invalid API key or JWT'],
  ['{"collection":"guard","matches":null}', 401, 'Invalid API key or JWT'],
  ['null', 200, ''],
])('%s: %i %s', (guard, httpStatus, message) => {
  expect(ask(guard)).toMatchObject({ httpStatus, message })
})

test('without knowing the data the answer is conditional', () => {
  const guard = '{"collection":"nope","matches":[]}'
  const settings = { apiKey: KEY, altApiKey: undefined, readOnlyApiKey: undefined, jwtRbac: true }
  const headers = [['api-key', signed(`{"access":"r","value_exists":${guard}}`)]] as const
  expect(decide(settings, { headers, transport: 'rest', now: 0, version: '1.19.0' })).toMatchObject({
    accepted: 'conditional',
    access: 'read',
  })
})
