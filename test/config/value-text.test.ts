import { expect, test } from 'vitest'
import { settingNamed } from '../../src/config/setting-name.ts'
import { yamlText } from '../../src/config/value-text.ts'
import { refusal } from '../support/refusal.ts'

const text = (setting: string, value: string) => yamlText(settingNamed(setting), value)

test.each([
  ['service.host', '0.0.0.0', '"0.0.0.0"'],
  ['service.host', 'a"\u2028\u00a0', '"a\\"\\u2028\\u00a0"'],
  ['service.host', '', '""'],
  ['service.host', '\x7f\ufeff~', '"\\u007f\\ufeff~"'],
  ['service.http_port', '0017', '17'],
  ['service.http_port', '0', '0'],
  ['service.http_port', '65535', '65535'],
  ['service.max_request_size_mb', '9999999999999999999', '9999999999999999999'],
  ['storage.wal.wal_capacity_mb', '1', '1'],
  ['storage.quotas.max_disk_usage_percent', '100', '100'],
  ['storage.optimizers_overwrite.max_optimization_threads', 'auto', 'auto'],
  ['storage.optimizers_overwrite.max_optimization_threads', '4', '4'],
  ['storage.optimizers.deleted_threshold', '1', '1'],
  ['storage.optimizers.deleted_threshold', '0.25', '0.25'],
  ['service.slow_query_secs', '12.25', '12.25'],
  ['service.slow_query_secs', '120', '120'],
  ['service.enable_tls', 'false', 'false'],
  ['audit.rotation', 'hourly', 'hourly'],
  ['logger.color', 'auto', 'auto'],
  ['logger.color', 'false', 'false'],
  ['service.grpc_port', 'null', 'null'],
  ['service.enable_tls', 'true', 'true'],
  ['storage.optimizers.deleted_threshold', '0.5', '0.5'],
  ['storage.optimizers_overwrite.deleted_threshold', 'null', 'null'],
  ['logger.color', 'true', 'true'],
])('%s takes %j', (setting, value, written) => {
  expect(text(setting, value)).toBe(written)
})

test.each([
  ['service.host', '\ud800', 'service.host cannot hold half a character'],
  ['service.http_port', '70000', 'service.http_port takes a port from 0 to 65535'],
  ['service.http_port', '65536', 'service.http_port takes a port from 0 to 65535'],
  ['service.http_port', 'null', 'service.http_port takes a whole number'],
  ['service.http_port', '-1', 'service.http_port takes a whole number'],
  ['service.http_port', '1 2', 'service.http_port takes a whole number'],
  ['service.http_port', ' 1', 'service.http_port takes a whole number'],
  ['service.max_request_size_mb', 'auto', 'service.max_request_size_mb takes a whole number'],
  ['service.grpc_port', 'x', 'service.grpc_port takes a whole number or null'],
  ['service.max_request_size_mb', '99999999999999999999', 'service.max_request_size_mb takes a whole number'],
  ['storage.wal.wal_capacity_mb', '0', 'storage.wal.wal_capacity_mb takes a number from 1'],
  [
    'storage.quotas.max_disk_usage_percent',
    '101',
    'storage.quotas.max_disk_usage_percent takes a number from 1 to 100',
  ],
  ['service.enable_tls', 'yes', 'service.enable_tls takes true or false'],
  ['storage.optimizers.deleted_threshold', 'half', 'storage.optimizers.deleted_threshold takes a number'],
  [
    'storage.optimizers.deleted_threshold',
    '1.5',
    'storage.optimizers.deleted_threshold takes a number from 0 to 1',
  ],
  ['storage.optimizers.deleted_threshold', 'null', 'storage.optimizers.deleted_threshold takes a number'],
  ['storage.optimizers.deleted_threshold', '.5', 'storage.optimizers.deleted_threshold takes a number'],
  ['storage.optimizers.deleted_threshold', '0.5x', 'storage.optimizers.deleted_threshold takes a number'],
  ['storage.optimizers.deleted_threshold', 'x0.5', 'storage.optimizers.deleted_threshold takes a number'],
  ['storage.optimizers.deleted_threshold', '1.', 'storage.optimizers.deleted_threshold takes a number'],
  [
    'storage.optimizers_overwrite.deleted_threshold',
    'nil',
    'storage.optimizers_overwrite.deleted_threshold takes a number',
  ],
  ['audit.rotation', 'weekly', 'audit.rotation takes daily, hourly'],
  ['audit.rotation', 'true', 'audit.rotation takes daily, hourly'],
  ['logger.color', 'xtrue', 'logger.color takes auto'],
  ['logger.color', 'falsey', 'logger.color takes auto'],
  [
    'storage.collection.quantization',
    'x',
    'storage.collection.quantization is a table, which has no single value',
  ],
  ['logger.format', 'xml', 'logger.format takes text, json'],
  ['logger.span_events', 'a', 'logger.span_events is a list, which has no single value'],
])('%s does not take %j', (setting, value, message) => {
  expect(refusal(() => text(setting, value))).toEqual([
    'bad-value',
    message,
    ...(message.endsWith('single value') ? ['edit the file, then run qdrant-auth config validate'] : []),
  ])
})
