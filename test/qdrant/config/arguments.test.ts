import { expect, test } from 'vitest'
import { parseArguments } from '../../../src/qdrant/config/arguments.ts'

const TAIL = ['', "For more information, try '--help'."]
const unexpected = (argument: string) => [
  `error: unexpected argument '${argument}' found`,
  '',
  'Usage: qdrant [OPTIONS]',
  ...TAIL,
]
const similar = (argument: string, meant: string, usage: string) => [
  `error: unexpected argument '${argument}' found`,
  '',
  `  tip: a similar argument exists: '${meant}'`,
  '',
  `Usage: qdrant ${usage}`,
  ...TAIL,
]

/** What the server v1.19.0 printed. */
test.each([
  [['--config', 'x'], similar('--config', '--config-path', '--config-path <PATH>')],
  [['--ur'], similar('--ur', '--uri', '--uri <URI>')],
  [['--bootstrapp', 'x'], similar('--bootstrapp', '--bootstrap', '--bootstrap <URI>')],
  [['--foo'], unexpected('--foo')],
  [['--=x'], unexpected('--')],
  [['---'], unexpected('---')],
  [['-x'], unexpected('-x')],
  [['-fx'], unexpected('-x')],
  [['extra'], unexpected('extra')],
  [['--', 'x'], unexpected('x')],
  [['--config-path', '-x'], unexpected('-x')],
  [
    ['--config-path'],
    ["error: a value is required for '--config-path <PATH>' but none was supplied", ...TAIL],
  ],
  [
    ['--config-path', '--uri'],
    ["error: a value is required for '--config-path <PATH>' but none was supplied", ...TAIL],
  ],
  [
    ['--config-path', 'a', '--config-path', 'b'],
    [
      "error: the argument '--config-path <PATH>' cannot be used multiple times",
      '',
      'Usage: qdrant [OPTIONS]',
      ...TAIL,
    ],
  ],
  [
    ['--disable-telemetry=1'],
    [
      "error: unexpected value '1' for '--disable-telemetry' found; no more were expected",
      '',
      'Usage: qdrant --disable-telemetry',
      ...TAIL,
    ],
  ],
  [['--uri='], ["error: invalid value '' for '--uri <URI>': empty string", ...TAIL]],
  [
    ['--uri', 'a/b'],
    ["error: invalid value 'a/b' for '--uri <URI>': invalid format", ...TAIL],
  ],
  [
    ['--uri', 'http:/a'],
    ["error: invalid value 'http:/a' for '--uri <URI>': invalid format", ...TAIL],
  ],
  [
    ['--uri', 'http://[::1'],
    ["error: invalid value 'http://[::1' for '--uri <URI>': invalid authority", ...TAIL],
  ],
  [
    ['--uri', 'http://'],
    ["error: invalid value 'http://' for '--uri <URI>': empty string", ...TAIL],
  ],
  [
    ['--uri', 'http://ä'],
    ["error: invalid value 'http://ä' for '--uri <URI>': invalid uri character", ...TAIL],
  ],
])('%j ends the server', (args, stderr) => {
  expect(parseArguments(args, [])).toEqual({ kind: 'exit', exitCode: 2, stderr })
})

test.each([
  [['--help', '--foo'], 0],
  [['-V'], 0],
  [['--foo', '--help'], 2],
])('%j ends with %d', (args, exitCode) => {
  expect(parseArguments(args, [])).toMatchObject({ kind: 'exit', exitCode })
})

test.each([
  [['--config-path=a=b'], { configPath: 'a=b' }],
  [['--config-path', '-'], { configPath: '-' }],
  [['--uri', 'http://a:b'], { uri: 'http://a:b' }],
  [['--uri', 'node1'], { uri: 'node1' }],
  [['--uri', '/x'], { uri: '/x' }],
  [
    ['-f', '--snapshot', 'a:b', '--snapshot', 'c:d', '--disable-telemetry'],
    { disableTelemetry: true, snapshots: ['a:b', 'c:d'], forceSnapshot: true },
  ],
])('%j is taken', (args, expected) => {
  expect(parseArguments(args, [])).toMatchObject({ kind: 'arguments', arguments: expected })
})

test('an option wins over its variable, which is judged as well', () => {
  const variables = [{ name: 'QDRANT_URI', value: 'http://a' }]
  expect(parseArguments([], variables)).toMatchObject({ arguments: { uri: 'http://a' } })
  expect(parseArguments(['--uri', 'http://b'], variables)).toMatchObject({ arguments: { uri: 'http://b' } })
  expect(parseArguments([], [{ name: 'QDRANT_URI', value: '' }])).toMatchObject({ exitCode: 2 })
})

/** As a server v1.19.0 took them. */
test('a URI in the environment that is no UTF-8', () => {
  const variables = [{ name: 'QDRANT_URI', value: Buffer.from([0xff, 0x61]) }]
  expect(parseArguments([], variables)).toEqual({
    kind: 'exit',
    exitCode: 2,
    stderr: [
      'error: invalid UTF-8 was detected in one or more arguments',
      '',
      'Usage: qdrant [OPTIONS]',
      ...TAIL,
    ],
  })
  expect(parseArguments(['--uri', 'http://x'], variables).kind).toBe('arguments')
})

test('--stacktrace ends before the configuration is read', () => {
  expect(parseArguments(['--stacktrace', '--config-path', 'nope'], [])).toEqual({
    kind: 'exit',
    exitCode: 0,
    stderr: [],
  })
})

const GROUP =
  '<--bootstrap <URI>|--uri <URI>|--force-snapshot|--snapshot <PATH:NAME>|--storage-snapshot <PATH>|--config-path <PATH>|--disable-telemetry|--stacktrace|--reinit>'

// What the same server printed where one option stands before the other; the first line, and the one of the usage.
test.each([
  // An option that is not known is told before the value that the one before it waits for is judged, and shows what was used.
  [['--uri', '', '--zzzz'], "unexpected argument '--zzzz' found", '--uri <URI>'],
  [['--snapshot', 'v', '--zzzz'], "unexpected argument '--zzzz' found", '--snapshot <PATH:NAME>'],
  [['--collection-snapshot=a', '--zz'], "unexpected argument '--zz' found", '--snapshot <PATH:NAME>'],
  [['--uri', 'a', '--uri', 'b', '--zzzz'], "unexpected argument '--zzzz' found", '[OPTIONS]'],
  [['--uri', 'a', '-f', '--uri', 'b', '--zz'], "unexpected argument '--zz' found", '--force-snapshot'],
  [['--config-path', '--zz'], "unexpected argument '--zz' found", '[OPTIONS]'],
  [['-f', '---'], "unexpected argument '---' found", '--force-snapshot'],
  [['--uri', 'x', '--hlp'], "unexpected argument '--hlp' found", '--uri <URI> --help'],
  [
    ['--reinit', '--uri', 'x', '-f', '--hlp'],
    "unexpected argument '--hlp' found",
    '--reinit --uri <URI> --force-snapshot --help',
  ],
  [
    ['--snapshot', 'a', '--snapshot', 'b', '--hlp'],
    "unexpected argument '--hlp' found",
    '--snapshot <PATH:NAME> --help',
  ],
  [['--collectio'], "unexpected argument '--collectio' found", '--snapshot <PATH:NAME>'],
  // Anything else that is not known shows nothing of it.
  [['-f', 'x'], "unexpected argument 'x' found", '[OPTIONS]'],
  [['--uri', '', 'x'], "unexpected argument 'x' found", '[OPTIONS]'],
  [['--uri', '', '-x'], "unexpected argument '-x' found", '[OPTIONS]'],
  [['--uri', '', '--', 'x'], "unexpected argument 'x' found", '[OPTIONS]'],
  [['--uri', '-', '-'], "unexpected argument '-' found", '[OPTIONS]'],
  [['-f', ''], "unexpected argument '' found", '[OPTIONS]'],
  // A known one has the value before it judged.
  [['--uri', '', '--reinit'], "invalid value '' for '--uri <URI>': empty string", undefined],
  [['--uri', '', '--version'], "invalid value '' for '--uri <URI>': empty string", undefined],
  [['--uri=', '--zz'], "invalid value '' for '--uri <URI>': empty string", undefined],
  [['--uri', 'http://', '--uri=x:y'], "invalid value 'http://' for '--uri <URI>': empty string", undefined],
  [['--uri', '', '--bootstrap', ''], "invalid value '' for '--uri <URI>': empty string", undefined],
  [['--uri', '-V'], "a value is required for '--uri <URI>' but none was supplied", undefined],
  [
    ['--snapshot', 'a', '--snapshot'],
    "a value is required for '--snapshot <PATH:NAME>' but none was supplied",
    undefined,
  ],
  // A value for a flag comes before all of that.
  [
    ['--uri', '', '--reinit=x'],
    "unexpected value 'x' for '--reinit' found; no more were expected",
    '--reinit',
  ],
  [
    ['--storage-snapshot', '--version=1'],
    "unexpected value '1' for '--version' found; no more were expected",
    '--version',
  ],
  [['-f', '--reinit=x'], "unexpected value 'x' for '--reinit' found; no more were expected", GROUP],
  [['-f', '--help=1'], "unexpected value '1' for '--help' found; no more were expected", `--help ${GROUP}`],
  [
    ['--force-snapshot', '--force-snapshot=1'],
    "unexpected value '1' for '--force-snapshot' found; no more were expected",
    GROUP,
  ],
])('%j: %s', (args, message, usage) => {
  const parsed = parseArguments(args, [])
  const stderr = parsed.kind === 'exit' ? parsed.stderr : []
  expect(stderr[0]).toBe(`error: ${message}`)
  expect(stderr.find((line) => line.startsWith('Usage'))).toBe(usage && `Usage: qdrant ${usage}`)
})

test('an old name is meant as well, and shown by the new one', () => {
  expect(parseArguments(['--collection_snapshot'], [])).toMatchObject({
    stderr: similar('--collection_snapshot', '--collection-snapshot', '--snapshot <PATH:NAME>'),
  })
})

test.each([[['-hhV']], [['-Vx']], [['-help']], [['-h=x']], [['-f', '-hx']], [['--help', '--zz']]])(
  '%j is over at once',
  (args) => {
    expect(parseArguments(args, [])).toEqual({ kind: 'exit', exitCode: 0, stderr: [] })
  },
)

test('a name of every object is no option', () => {
  expect(parseArguments(['--constructor'], [])).toMatchObject({ stderr: unexpected('--constructor') })
})
