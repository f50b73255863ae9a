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
