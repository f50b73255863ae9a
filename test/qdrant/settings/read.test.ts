import { describe, expect, test } from 'vitest'
import { BUNDLED_TREE } from '../../../src/qdrant/config/bundled.ts'
import { assignAll } from '../../../src/qdrant/config/orders.ts'
import { readYamlLayer } from '../../../src/qdrant/config/yaml-layer.ts'
import { failureText } from '../../../src/qdrant/settings/failure.ts'
import type { Raw } from '../../../src/qdrant/settings/raw.ts'
import { type Given, readSettings, type Typed } from '../../../src/qdrant/settings/read.ts'
import { SETTINGS } from '../../../src/qdrant/settings/table.ts'
import { Values } from '../../../src/qdrant/settings/values.ts'

/** It can be read; lists and free tables are not taken apart. */
const STARTS = Symbol('starts')

type Expected = Typed | typeof STARTS | { error: string }

function read(text: string, version = '1.19.0'): { given: Given; errors: string[] } {
  const layer = readYamlLayer(text, { layer: 'config', file: 'config/config.yaml', anyCase: false })
  if (layer.kind !== 'table')
    return { given: new Map(), errors: [layer.kind === 'error' ? layer.text : layer.message] }
  const assignments = [...layer.table.entries].map(([key, raw]: [string, Raw]) => ({ path: [key], raw }))
  const [tree] = assignAll([BUNDLED_TREE], assignments)
  const given: Given = new Map()
  return { given, errors: readSettings(tree ?? BUNDLED_TREE, given, version).map(failureText) }
}

const nested = (path: string, value: string): string =>
  path
    .split('.')
    .map(
      (name, depth, { length }) =>
        `${'  '.repeat(depth)}${name}:${depth === length - 1 ? ` ${value}` : ''}\n`,
    )
    .join('')

/** What the Settings of Qdrant v1.19.0 made of each value in config/config.yaml. */
// biome-ignore format: one line a value
const FORMS: [form: string, path: string, values: [yaml: string, expected: Expected][]][] = [
  ['boolean', 'service.enable_cors', [
    ['true', true],
    ['FALSE', false],
    ['yes', true],
    ['"On"', true],
    ['off', false],
    ['0', false],
    ['2', true],
    ['-1', true],
    ['0.0', false],
    ['-0.5', true],
    ['1e-400', false],
    ['"1"', true],
    ['"2"', { error: 'invalid type: string "2", expected a boolean for key `service.enable_cors` in config/config.yaml' }],
    ['"MAYBE"', { error: 'invalid type: string "maybe", expected a boolean for key `service.enable_cors` in config/config.yaml' }],
    ['""', { error: 'invalid type: string "", expected a boolean for key `service.enable_cors` in config/config.yaml' }],
    ['null', { error: 'invalid type: unit value, expected a boolean for key `service.enable_cors` in config/config.yaml' }],
    ['[]', { error: 'invalid type: sequence, expected a boolean for key `service.enable_cors` in config/config.yaml' }],
    ['{}', { error: 'invalid type: map, expected a boolean for key `service.enable_cors`' }],
    ['[true]', { error: 'invalid type: sequence, expected a boolean for key `service.enable_cors` in config/config.yaml' }],
    ['{a: b}', { error: 'invalid type: map, expected a boolean for key `service.enable_cors`' }],
    ['.nan', { error: 'Parsing .nan as floating point number failed in config/config.yaml' }],
  ]],
  ['text', 'service.host', [
    ['abc', 'abc'],
    ['12', '12'],
    ['-0x10', '-0x10'],
    ['1.50', '1.5'],
    ['1e22', '10000000000000000000000'],
    ['true', 'true'],
    ['""', ''],
    ['null', { error: 'invalid type: unit value, expected a string for key `service.host` in config/config.yaml' }],
    ['[a]', { error: 'invalid type: sequence, expected a string for key `service.host` in config/config.yaml' }],
    ['{a: b}', { error: 'invalid type: map, expected a string for key `service.host`' }],
    ['"q\\n"', 'q\n'],
    ['!!int x', { error: 'invalid type: unit value, expected a string for key `service.host` in config/config.yaml' }],
  ]],
  ['u16', 'service.http_port', [
    ['80', 80n],
    ['"80"', 80n],
    ['" 80"', { error: 'invalid type: string " 80", expected an integer for key `service.http_port` in config/config.yaml' }],
    ['"+80"', 80n],
    ['"-0"', { error: 'invalid type: string "-0", expected an integer for key `service.http_port` in config/config.yaml' }],
    ['"0x50"', { error: 'invalid type: string "0x50", expected an integer for key `service.http_port` in config/config.yaml' }],
    ['80.4', 80n],
    ['80.5', 81n],
    ['65535.4', 65535n],
    ['65535.5', { error: 'invalid type: 64-bit unsigned integer `65536`, expected an unsigned 16 bit integer for key `service.http_port`' }],
    ['65536', { error: 'invalid type: 64-bit unsigned integer `65536`, expected an unsigned 16 bit integer for key `service.http_port`' }],
    ['-1', { error: 'invalid type: 64-bit integer `-1`, expected an unsigned 64 bit or less integer for key `service.http_port` in config/config.yaml' }],
    ['-0.4', 0n],
    ['-3.7', 0n],
    ['1e400', { error: 'invalid type: 64-bit unsigned integer `18446744073709551615`, expected an unsigned 16 bit integer for key `service.http_port`' }],
    ['true', 1n],
    ['"no"', 0n],
    ['""', { error: 'invalid type: string "", expected an integer for key `service.http_port` in config/config.yaml' }],
    ['abc', { error: 'invalid type: string "abc", expected an integer for key `service.http_port` in config/config.yaml' }],
    ['null', { error: 'invalid type: unit value, expected an integer for key `service.http_port` in config/config.yaml' }],
    ['[1]', { error: 'invalid type: sequence, expected an integer for key `service.http_port` in config/config.yaml' }],
    ['{}', { error: 'invalid type: map, expected an integer for key `service.http_port`' }],
    ['99999999999999999999', { error: 'invalid type: 64-bit unsigned integer `18446744073709551615`, expected an unsigned 16 bit integer for key `service.http_port`' }],
    ['0x50', 80n],
    ['"00000000000000000000000000000000000000000080"', 80n],
  ]],
  ['u64?', 'cluster.peer_id', [
    ['5', 5n],
    ['18446744073709551615', 18446744073709551615n],
    ['"18446744073709551615"', 18446744073709551615n],
    ['"18446744073709551616"', { error: 'invalid type: string "18446744073709551616", expected an integer for key `cluster.peer_id` in config/config.yaml' }],
    ['-5', { error: 'invalid type: 64-bit integer `-5`, expected an unsigned 64 bit or less integer for key `cluster.peer_id` in config/config.yaml' }],
    ['null', null],
    ['1.5', 2n],
    ['0.49999999999999994', 0n],
    ['9223372036854775807', 9223372036854775807n],
    ['9223372036854775808', 9223372036854775808n],
  ]],
  ['i64', 'storage.performance.optimizer_cpu_budget', [
    ['-5', -5n],
    ['"-5"', -5n],
    ['"+5"', 5n],
    ['-2.5', -3n],
    ['2.5', 3n],
    ['1e30', 9223372036854775807n],
    ['-1e30', -9223372036854775808n],
    ['"9223372036854775808"', { error: 'invalid type: string "9223372036854775808", expected an integer for key `storage.performance.optimizer_cpu_budget` in config/config.yaml' }],
    ['null', { error: 'invalid type: unit value, expected an integer for key `storage.performance.optimizer_cpu_budget` in config/config.yaml' }],
    ['yes', 1n],
  ]],
  ['f32?', 'service.slow_query_secs', [
    ['5', 5],
    ['"1.5"', 1.5],
    ['"on"', 1],
    ['"x"', { error: 'invalid type: string "x", expected a floating point for key `service.slow_query_secs` in config/config.yaml' }],
    ['".5"', 0.5],
    ['"1_0"', { error: 'invalid type: string "1_0", expected a floating point for key `service.slow_query_secs` in config/config.yaml' }],
    ['null', null],
    ['true', 1],
  ]],
  ['f64', 'storage.optimizers.deleted_threshold', [
    ['0.25', 0.25],
    ['"0.25"', 0.25],
    ['1', 1],
    ['"1e-3"', 0.001],
  ]],
  ['nonzero?', 'storage.update_concurrency', [
    ['0', { error: 'invalid value: integer `0`, expected a nonzero usize for key `storage.update_concurrency`' }],
    ['3', 3n],
    ['"0"', { error: 'invalid value: integer `0`, expected a nonzero usize for key `storage.update_concurrency`' }],
    ['null', null],
    ['-1', { error: 'invalid type: 64-bit integer `-1`, expected an unsigned 64 bit or less integer for key `storage.update_concurrency` in config/config.yaml' }],
  ]],
  ['word', 'audit.rotation', [
    ['hourly', 'hourly'],
    ['Hourly', { error: 'enum AuditRotation does not have variant constructor Hourly for key `audit.rotation`' }],
    ['"daily"', 'daily'],
    ['{hourly: 5}', 'hourly'],
    ['{a: 1, b: 2}', { error: 'value of enum AuditRotation should be represented by either string or table with exactly one key for key `audit.rotation`' }],
    ['{}', { error: 'value of enum AuditRotation should be represented by either string or table with exactly one key for key `audit.rotation`' }],
    ['5', { error: 'value of enum AuditRotation should be represented by either string or table with exactly one key for key `audit.rotation`' }],
    ['null', { error: 'value of enum AuditRotation should be represented by either string or table with exactly one key for key `audit.rotation`' }],
    ['[daily]', { error: 'value of enum AuditRotation should be represented by either string or table with exactly one key for key `audit.rotation`' }],
    ['true', { error: 'value of enum AuditRotation should be represented by either string or table with exactly one key for key `audit.rotation`' }],
    ['""', { error: 'enum AuditRotation does not have variant constructor  for key `audit.rotation`' }],
  ]],
  ['words?', 'logger.on_disk.span_events', [
    ['[new, exit]', STARTS],
    ['[new, 5]', { error: 'value of enum SpanEvent should be represented by either string or table with exactly one key for key `logger.on_disk.span_events[1]`' }],
    ['[bad]', { error: 'enum SpanEvent does not have variant constructor bad for key `logger.on_disk.span_events[0]`' }],
    ['new', { error: 'invalid type: string "new", expected a sequence for key `logger.on_disk.span_events`' }],
    ['null', null],
    ['{}', { error: 'invalid type: map, expected a sequence for key `logger.on_disk.span_events`' }],
  ]],
  ['counts?', 'gpu.devices', [
    ['[1, "2", 3.4]', STARTS],
    ['[1, -2]', { error: 'invalid type: 64-bit integer `-2`, expected an unsigned 64 bit or less integer for key `gpu.devices[1]` in config/config.yaml' }],
    ['5', { error: 'invalid type: integer `5`, expected a sequence for key `gpu.devices`' }],
    ['"1,2"', { error: 'invalid type: string "1,2", expected a sequence for key `gpu.devices`' }],
    ['null', null],
    ['{}', { error: 'invalid type: map, expected a sequence for key `gpu.devices`' }],
  ]],
  ['flattened text?', 'logger.log_level', [
    ['INFO', 'INFO'],
    ['5', { error: 'invalid type: integer `5`, expected a string for key `logger`' }],
    ['true', { error: 'invalid type: boolean `true`, expected a string for key `logger`' }],
    ['null', null],
    ['[a]', { error: 'invalid type: sequence, expected a string for key `logger`' }],
    ['1.5', { error: 'invalid type: floating point `1.5`, expected a string for key `logger`' }],
    ['5.0', { error: 'invalid type: floating point `5.0`, expected a string for key `logger`' }],
  ]],
  ['flattened word?', 'logger.format', [
    ['json', 'json'],
    ['JSON', { error: 'unknown variant `JSON`, expected `text` or `json` for key `logger`' }],
    ['{json: }', 'json'],
    ['{json: {}}', 'json'],
    ['{json: 1}', { error: 'invalid type: integer `1`, expected unit for key `logger`' }],
    ['{a: 1, b: 2}', { error: 'invalid value: map, expected map with a single key for key `logger`' }],
    ['5', { error: 'invalid type: integer `5`, expected string or map for key `logger`' }],
    ['null', null],
  ]],
  ['flattened words?', 'logger.span_events', [
    ['[new]', STARTS],
    ['[bad]', { error: 'unknown variant `bad`, expected one of `new`, `enter`, `exit`, `close` for key `logger`' }],
    ['new', { error: 'invalid type: string "new", expected a sequence for key `logger`' }],
    ['[{exit: }]', STARTS],
  ]],
  ['flattened word or boolean?', 'logger.color', [
    ['auto', 'auto'],
    ['true', true],
    ['"true"', { error: 'data did not match any variant of untagged enum Color for key `logger`' }],
    ['5', { error: 'data did not match any variant of untagged enum Color for key `logger`' }],
    ['null', null],
    ['always', { error: 'data did not match any variant of untagged enum Color for key `logger`' }],
  ]],
  ['flattened count', 'storage.performance.max_concurrent_shard_loads', [
    ['4', 4n],
    ['"4"', '4'],
    ['0', { error: 'data did not match any variant of untagged enum Helper for key `storage.performance`' }],
    ['"0"', { error: 'number would be zero for non-zero type for key `storage.performance`' }],
    ['-1', { error: 'data did not match any variant of untagged enum Helper for key `storage.performance`' }],
    ['"x"', { error: 'invalid digit found in string for key `storage.performance`' }],
    ['""', { error: 'cannot parse integer from empty string for key `storage.performance`' }],
    ['"+4"', '+4'],
    ['99999999999999999999', { error: 'data did not match any variant of untagged enum Helper for key `storage.performance`' }],
    ['"99999999999999999999"', { error: 'number too large to fit in target type for key `storage.performance`' }],
    ['null', null],
    ['[1]', { error: 'data did not match any variant of untagged enum Helper for key `storage.performance`' }],
    ['4.0', { error: 'data did not match any variant of untagged enum Helper for key `storage.performance`' }],
  ]],
  ['word or count?', 'storage.optimizers_overwrite.max_optimization_threads', [
    ['auto', STARTS],
    ['4', 4n],
    ['"4"', { error: 'data did not match any variant of untagged enum MaxOptimizationThreads for key `storage.optimizers_overwrite.max_optimization_threads`' }],
    ['-4', { error: 'data did not match any variant of untagged enum MaxOptimizationThreads for key `storage.optimizers_overwrite.max_optimization_threads`' }],
    ['null', null],
    ['4.0', { error: 'data did not match any variant of untagged enum MaxOptimizationThreads for key `storage.optimizers_overwrite.max_optimization_threads`' }],
    ['{auto: }', STARTS],
  ]],
  ['quantization?', 'storage.collection.quantization', [
    ['{scalar: {type: int8}}', STARTS],
    ['{scalar: {}}', { error: 'data did not match any variant of untagged enum QuantizationConfig for key `storage.collection.quantization`' }],
    ['{scalar: {type: int8, quantile: "0.9"}}', { error: 'data did not match any variant of untagged enum QuantizationConfig for key `storage.collection.quantization`' }],
    ['{product: {compression: x4}}', STARTS],
    ['{binary: {always_ram: 1}}', { error: 'data did not match any variant of untagged enum QuantizationConfig for key `storage.collection.quantization`' }],
    ['{binary: {}}', STARTS],
    ['{turbo: {bits: bits1_5}}', STARTS],
    ['{turbo: {bits: 4}}', { error: 'data did not match any variant of untagged enum QuantizationConfig for key `storage.collection.quantization`' }],
    ['5', { error: 'data did not match any variant of untagged enum QuantizationConfig for key `storage.collection.quantization`' }],
    ['null', null],
    ['{scalar: {type: int8}, x: 1}', STARTS],
  ]],
  ['named tables?', 'storage.collection.strict_mode.multivector_config', [
    ['{v: {max_vectors: 5}}', STARTS],
    ['{v: {max_vectors: "5"}}', { error: 'invalid type: string "5", expected usize for key `storage.collection.strict_mode.multivector_config`' }],
    ['{v: {max_vectors: -5}}', { error: 'invalid value: integer `-5`, expected usize for key `storage.collection.strict_mode.multivector_config`' }],
    ['{v: 5}', { error: 'invalid type: integer `5`, expected struct StrictModeMultivector for key `storage.collection.strict_mode.multivector_config`' }],
    ['{v: }', { error: 'invalid type: unit value, expected struct StrictModeMultivector for key `storage.collection.strict_mode.multivector_config`' }],
    ['5', { error: 'invalid type: integer `5`, expected struct StrictModeMultivectorConfig for key `storage.collection.strict_mode.multivector_config`' }],
    ['{}', STARTS],
    ['null', null],
  ]],
  ['table', 'service', [
    ['null', { error: 'invalid type: unit value, expected struct ServiceConfig for key `service`' }],
    ['5', { error: 'invalid type: integer `5`, expected struct ServiceConfig for key `service`' }],
    ['true', { error: 'invalid type: boolean `true`, expected struct ServiceConfig for key `service`' }],
    ['""', { error: 'invalid type: string "", expected struct ServiceConfig for key `service`' }],
    ['[]', { error: 'invalid length 0, expected struct ServiceConfig with 24 elements for key `service`' }],
    ['[a]', { error: 'invalid length 1, expected struct ServiceConfig with 24 elements for key `service`' }],
    ['1.5', { error: 'invalid type: floating point `1.5`, expected struct ServiceConfig for key `service`' }],
    ['{}', STARTS],
  ]],
  ['table?', 'tls', [
    ['null', null],
    ['5', { error: 'invalid type: integer `5`, expected struct TlsConfig for key `tls`' }],
    ['[a]', { error: 'invalid length 1, expected struct TlsConfig with 4 elements for key `tls`' }],
    ['[a, b]', { error: 'invalid length 2, expected struct TlsConfig with 4 elements for key `tls`' }],
    ['[a, b, c, d, e]', { error: 'invalid type: string "d", expected an integer for key `tls[3]` in config/config.yaml' }],
    ['[a, b, c, -1]', { error: 'invalid type: 64-bit integer `-1`, expected an unsigned 64 bit or less integer for key `tls[3]` in config/config.yaml' }],
    ['[a, b, c, [d]]', { error: 'invalid type: sequence, expected an integer for key `tls[3]` in config/config.yaml' }],
    ['{}', STARTS],
  ]],
  ['table with flattened keys', 'storage.performance', [
    ['null', { error: 'invalid type: unit value, expected struct PerformanceConfig for key `storage.performance`' }],
    ['5', { error: 'invalid type: integer `5`, expected struct PerformanceConfig for key `storage.performance`' }],
    ['[1]', { error: 'invalid type: sequence, expected struct PerformanceConfig for key `storage.performance`' }],
    ['{}', STARTS],
    ['1.5', { error: 'invalid type: floating point `1.5`, expected struct PerformanceConfig for key `storage.performance`' }],
  ]],
  ['table with defaults', 'feature_flags', [
    ['[true]', STARTS],
    ['[true, maybe]', { error: 'invalid type: string "maybe", expected a boolean for key `feature_flags[1]` in config/config.yaml' }],
    ['null', { error: 'invalid type: unit value, expected struct FeatureFlags for key `feature_flags`' }],
    ['{all: 2}', STARTS],
    ['5', { error: 'invalid type: integer `5`, expected struct FeatureFlags for key `feature_flags`' }],
  ]],
  ['table of one key', 'debugger', [
    ['[]', { error: 'invalid length 0, expected struct DebuggerConfig with 1 element for key `debugger`' }],
    ['null', { error: 'invalid type: unit value, expected struct DebuggerConfig for key `debugger`' }],
    ['{pyroscope: {url: a}}', { error: 'missing configuration field "debugger.pyroscope.identifier"' }],
    ['{pyroscope: []}', { error: 'invalid length 0, expected struct PyroscopeConfig with 5 elements for key `debugger.pyroscope`' }],
  ]],
]

describe.each(FORMS)('%s: %s', (_, path, values) => {
  test.each(values)('%s', (yaml, expected) => {
    const { given, errors } = read(nested(path, yaml))
    if (typeof expected === 'object' && expected !== null) expect(errors).toEqual([expected.error])
    else expect(errors).toEqual([])
    if (expected !== STARTS && (typeof expected !== 'object' || expected === null))
      expect(new Values(given).at(path)).toBe(expected)
  })
})

test.each([
  [
    'two spellings of one key',
    'storage:\n  optimizers:\n    indexing_threshold: 5\n',
    ['duplicate field `indexing_threshold` for key `storage.optimizers`'],
  ],
  [
    'two spellings of one key, one of them wrong: any comes first',
    'storage:\n  optimizers:\n    indexing_threshold: x\n',
    [
      'invalid type: string "x", expected an integer for key `storage.optimizers.indexing_threshold` in config/config.yaml',
      'duplicate field `indexing_threshold` for key `storage.optimizers`',
    ],
  ],
  ['the second spelling alone', 'storage:\n  optimizers_overwrite:\n    max_segment_size_kb: 5\n', []],
  [
    'a table in a list',
    'gpu: [true, true, 5, "", [x]]\n',
    ['invalid type: string "x", expected an integer for key `gpu[4][0]` in config/config.yaml'],
  ],
  ['keys the server does not know', 'foo: 1\nservice:\n  bar: {a: [1, {b: c}]}\nAUDIT: x\n', []],
  ['keys that are no text', 'service:\n  1: x\n  true: y\n  1.5: z\n', []],
  [
    'two wrong values: any comes first',
    'service:\n  http_port: x\ntls: 5\n',
    [
      'invalid type: string "x", expected an integer for key `service.http_port` in config/config.yaml',
      'invalid type: integer `5`, expected struct TlsConfig for key `tls`',
    ],
  ],
])('%s', (_, text, errors) => {
  expect(read(text).errors.sort()).toEqual(errors.sort())
})

test('the defaults of the table are what the bundled configuration comes to', () => {
  const values = new Values(read('').given)
  const differing = SETTINGS.filter(({ path, default: fallback }) => {
    const value = values.at(path)
    return (typeof value === 'bigint' ? Number(value) : value) !== fallback
  })
  expect(differing.map(({ path }) => path)).toEqual([])
})

test('an older server does not know newer settings, whatever they hold', () => {
  const text = 'service:\n  alt_api_key: [1]\naudit: 5\n'
  expect(read(text, '1.16.3').errors).toEqual([])
  expect(read(text, '1.17.0').errors).toHaveLength(2)
})
