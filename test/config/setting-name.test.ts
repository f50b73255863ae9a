import { expect, test } from 'vitest'
import { ruleNamed } from '../../src/config/rule-name.ts'
import { summaryOf } from '../../src/config/rules.ts'
import { settingNamed } from '../../src/config/setting-name.ts'
import { refusal } from '../support/refusal.ts'

test.each([
  ['service.api_key', 'service.api_key'],
  ['api_key', 'service.api_key'],
  ['http_port', 'service.http_port'],
  ['log_level', 'log_level'],
  ['storage.wal.wal_capacity_mb', 'storage.wal.wal_capacity_mb'],
])('%s is the setting %s', (name, path) => {
  expect(settingNamed(name).path).toBe(path)
})

test.each([
  ['enable_tls', 'it is one of service.enable_tls, cluster.p2p.enable_tls'],
  [
    'enabled',
    'it is one of logger.on_disk.enabled, storage.collection.strict_mode.enabled, storage.quotas.enabled, cluster.enabled',
  ],
  ['service.apikey', 'did you mean service.api_key?'],
  ['apikey', 'did you mean service.api_key?'],
  ['server.api_kye', 'did you mean service.api_key?'],
  ['frobnicate', 'qdrant-auth config show --all lists them'],
])('%j is no setting: %s', (name, hint) => {
  expect(refusal(() => settingNamed(name))).toEqual(['bad-value', `"${name}" is no setting of Qdrant`, hint])
})

test('of a long text only the beginning is said', () => {
  const [, message] = refusal(() => settingNamed('x'.repeat(500))) as string[]
  expect(message).toBe(`"${'x'.repeat(80)}" is no setting of Qdrant`)
})

test('a rule has its name with and without the room', () => {
  expect(ruleNamed('short-key').id).toBe('config/short-key')
  expect(ruleNamed('config/short-key').id).toBe('config/short-key')
  expect(summaryOf('short-key')).toMatch(/^A key .*\.$/)
  expect(summaryOf('frobnicate')).toBe(undefined)
})

test.each([
  ['shortkey', 'did you mean config/short-key?'],
  ['config/shrot-key', 'did you mean config/short-key?'],
  ['frobnicate', 'qdrant-auth config rules lists them'],
  ['certs/short-key', 'qdrant-auth config rules lists them'],
])('there is no rule %s: %s', (name, hint) => {
  expect(refusal(() => ruleNamed(name))).toEqual(['bad-value', `there is no rule "${name}"`, hint])
})
