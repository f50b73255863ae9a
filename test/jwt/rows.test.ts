import { expect, test } from 'vitest'
import { formatOf, type RowFormat } from '../../src/jwt/batch/formats.ts'
import { rowsOf } from '../../src/jwt/batch/rows.ts'
import { cpuMs } from '../support/cpu.ts'

async function* bytes(content: string | Buffer, size = 7) {
  const all = Buffer.from(content)
  for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size)
}

async function rows(text: string, format: RowFormat) {
  const found = []
  for await (const some of rowsOf(bytes(text), format)) found.push(...some)
  return found
}

test.each<[RowFormat, string]>([
  ['ndjson', '{"name":"ä","access":"read"}\r\n\n{"name":"b","collections":{"docs":"points"}}'],
  ['csv', 'name,access,collections\r\nä,read,\n\n"b",,docs=points\n'],
  ['yaml', '- { name: ä, access: read }\n- name: b\n  collections: { docs: points }\n'],
])('%s rows', async (format, text) => {
  expect((await rows(text, format)).map((row) => ('value' in row ? row.value : row))).toEqual([
    { name: 'ä', access: 'read' },
    { name: 'b', collections: { docs: 'points' } },
  ])
})

test.each<[RowFormat, string, object[]]>([
  [
    'ndjson',
    '{"a":1}\nnope\n{"b":2}',
    [
      { line: 1, value: { a: 1 } },
      { line: 2, fault: 'it is not JSON' },
      { line: 3, value: { b: 2 } },
    ],
  ],
  [
    'csv',
    'name,team\n',
    [
      {
        line: 1,
        fault: 'there is no column "team"; there are name, subject, sub, access, collections, expires',
      },
    ],
  ],
  ['csv', 'name\n"a\n', [{ line: 2, fault: 'a quote is not closed, or stands inside a field' }]],
  ['csv', 'name,access\na\n', [{ line: 2, fault: 'there are 1 fields, and the header has 2' }]],
  ['csv', 'name\n"a ""b"", c"\n', [{ line: 2, value: { name: 'a "b", c' } }]],
  ['csv', 'name\na"b\n', [{ line: 2, fault: 'a quote is not closed, or stands inside a field' }]],
  ['csv', 'name\n"a"b\n', [{ line: 2, fault: 'a quote is not closed, or stands inside a field' }]],
  ['csv', 'name,sub\na,b,c\n', [{ line: 2, fault: 'there are 3 fields, and the header has 2' }]],
  [
    'csv',
    ' sub , name\r\n , a \n\n  \n,b\n',
    [
      { line: 2, value: { sub: ' ', name: ' a ' } },
      { line: 5, value: { name: 'b' } },
    ],
  ],
  ['csv', 'name,sub,name\n', [{ line: 1, fault: 'the header: "name" is there twice' }]],
  [
    'csv',
    `${'x'.repeat(100)}\n`,
    [
      {
        line: 1,
        fault: `there is no column "${'x'.repeat(60)}"; there are name, subject, sub, access, collections, expires`,
      },
    ],
  ],
  [
    'csv',
    'collections,expires\n docs = read ; a=b=points,1h\n',
    [{ line: 2, value: { collections: { docs: 'read', 'a=b': 'points' }, expires: '1h' } }],
  ],
  [
    'csv',
    `collections\ndocs\n=read\na=read;a=points\n${'x'.repeat(100)}=read;${'x'.repeat(100)}=read\n`,
    [
      { line: 2, fault: 'collections: "docs" is not NAME=level' },
      { line: 3, fault: 'collections: "=read" is not NAME=level' },
      { line: 4, fault: 'collections: "a" is there twice' },
      { line: 5, fault: `collections: "${'x'.repeat(60)}" is there twice` },
    ],
  ],
  [
    'csv',
    `collections\n${'x'.repeat(100)}\n`,
    [{ line: 2, fault: `collections: "${'x'.repeat(60)}" is not NAME=level` }],
  ],
  [
    'yaml',
    '- a\n-\n- { b: 1 }\n',
    [
      { line: 1, value: 'a' },
      { line: 2, value: null },
      { line: 3, value: { b: 1 } },
    ],
  ],
  ['ndjson', '', []],
  ['ndjson', ' \n7', [{ line: 2, value: 7 }]],
])('%s %j', async (format, text, expected) => {
  expect(await rows(text, format)).toEqual(expected)
})

const bomb = `a: &a [1,1,1,1,1,1,1,1,1,1]\n${'bcdefgh'
  .split('')
  .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[index]}`).join(',')}]\n`)
  .join('')}`

const LIMIT = { code: 'file-too-large', hints: ['use NDJSON for more'] }

test.each<[string, RowFormat, string | Buffer, object]>([
  ['a table', 'yaml', 'a: 1\n', { message: 'the YAML cannot be read: it is not a list' }],
  ['no YAML', 'yaml', '- [\n', { code: 'file-malformed' }],
  [
    'a YAML bomb',
    'yaml',
    `- &r [${bomb.length}]\n- ${bomb.replaceAll('\n', '\n  ')}\n`,
    {
      message:
        'the YAML cannot be read: an alias names nothing, or there are more of them than anybody needs',
    },
  ],
  ['a long line', 'ndjson', `"${'x'.repeat(1_100_000)}`, { code: 'file-too-large' }],
  [
    'more YAML than is read',
    'yaml',
    ' '.repeat((1 << 24) + 1),
    { ...LIMIT, message: 'a YAML list may have 16777216 bytes' },
  ],
  [
    'Latin-1',
    'yaml',
    Buffer.from('- { name: gr\xfcn }\n', 'latin1'),
    { code: 'file-malformed', message: 'the list of roles is not UTF-8 text' },
  ],
  [
    'half a character',
    'yaml',
    Buffer.from('- a\n# \xc3', 'latin1'),
    { message: 'the list of roles is not UTF-8 text' },
  ],
  [
    'Latin-1 lines',
    'ndjson',
    Buffer.from('"gr\xfcn"\n', 'latin1'),
    { message: 'the list of roles is not UTF-8 text' },
  ],
])('%s (%s) is refused at once', async (_what, format, content, error) => {
  const start = cpuMs()
  await expect(async () => {
    for await (const _ of rowsOf(bytes(content, 1 << 16), format)) {
    }
  }).rejects.toMatchObject({ name: 'QdrantAuthError', ...error })
  expect(cpuMs() - start).toBeLessThan(1000)
})

test.each([
  ['roles.yaml', 'yaml'],
  ['ROLES.YML', 'yaml'],
  ['a/roles.csv', 'csv'],
  ['roles.CSV', 'csv'],
  ['roles.ndjson', 'ndjson'],
  ['roles.yaml.bak', 'ndjson'],
  ['roles.csv.gz', 'ndjson'],
  ['yaml', 'ndjson'],
  ['csv', 'ndjson'],
  ['-', 'ndjson'],
])('the format of %s is %s', (file, format) => {
  expect(formatOf(file)).toBe(format)
})
