import { expect, test } from 'vitest'
import { settingNamed } from '../../src/config/setting-name.ts'
import { yamlText } from '../../src/config/value-text.ts'

const text = (setting: string, value: string) => yamlText(settingNamed(setting), value)

test.each([
  ['service.host', '0.0.0.0', '"0.0.0.0"'],
  ['service.host', 'a"\u2028\u00a0', '"a\\"\\u2028\\u00a0"'],
  ['service.http_port', '0017', '17'],
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
  ['service.grpc_port', 'x', 'service.grpc_port takes a whole number or null'],
  ['service.max_request_size_mb', '99999999999999999999', 'service.max_request_size_mb takes a whole number'],
  ['storage.wal.wal_capacity_mb', '0', 'storage.wal.wal_capacity_mb takes a number from 1'],
  ['storage.quotas.max_disk_usage_percent', '101', 'takes a number from 1 to 100'],
  ['service.enable_tls', 'yes', 'service.enable_tls takes true or false'],
  ['storage.optimizers.deleted_threshold', 'half', 'storage.optimizers.deleted_threshold takes a number'],
  ['storage.optimizers_overwrite.deleted_threshold', 'nil', 'takes a number'],
  ['logger.format', 'xml', 'logger.format takes text, json'],
  ['logger.span_events', 'a', 'logger.span_events is a list, which has no single value'],
])('%s does not take %j', (setting, value, message) => {
  expect(() => text(setting, value)).toThrow(message)
})
