import { expect, test } from 'vitest'
import { compareVersions, type Feature, has, parseVersion, sinceVersion } from '../../src/qdrant/versions.ts'

test.each([
  ['1.17.1', '1.17.1'],
  ['v1.17.1', '1.17.1'],
  ['1.17', '1.17.0'],
  ['1.9.0', '1.9.0'],
  ['1.09.007', '1.9.7'],
  ['1.19.0', '1.19.0'],
])('%s is %s', (text, version) => {
  expect(parseVersion(text)).toEqual({ version, unknown: false })
})

test.each(['1.19.1', '1.20', '2.0.0', '9999.9999.9999'])('%s counts as the newest known', (text) => {
  expect(parseVersion(text)).toEqual({ version: '1.19.0', unknown: true })
})

test.each([
  '',
  '1',
  'latest',
  '1.17.1-rc1',
  ' 1.17.1',
  'v1.17.1 ',
  '1.17.1.1',
  '1.17.',
  'vv1.17',
  '12345.1',
  '1.12345',
  '1.1.12345',
])('%j is no version', (text) => {
  expect(() => parseVersion(text)).toThrow(
    expect.objectContaining({
      code: 'bad-value',
      message: `"${text}" is no server version`,
      hints: ['write it as 1.17.1'],
    }),
  )
})

test.each(['1.8.4', 'v0.11', '1.8.9999'])('%s had no tokens', (text) => {
  expect(() => parseVersion(text)).toThrow(/is too old: 1\.9\.0 is the first with tokens$/)
})

test.each([
  ['1.9.0', '1.10.0', -1],
  ['1.10.0', '1.9.9', 1],
  ['1.17.1', '1.17.1', 0],
  ['1.17.1', '1.17.2', -1],
  ['2.0.0', '1.99.99', 1],
])('%s against %s', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign)
})

// The releases, from the history of the server's source.
test.each<[Feature, string, string]>([
  ['pointsAccess', '1.12.5', '1.12.6'],
  ['filteredTelemetry', '1.12.5', '1.12.6'],
  ['openGrpcHealth', '1.15.0', '1.15.1'],
  ['payloadRefused', '1.15.5', '1.16.0'],
  ['typedHeader', '1.15.5', '1.16.0'],
  ['altApiKey', '1.16.3', '1.17.0'],
  ['subjectClaim', '1.16.3', '1.17.0'],
  ['nullExpiryRefused', '1.16.3', '1.17.0'],
  ['enforceInternalAuth', '1.17.1', '1.18.0'],
  ['emptyKeyIsUnset', '1.18.3', '1.19.0'],
])('%s: not in %s, in %s', (feature, before, since) => {
  expect([has(before, feature), has(since, feature), sinceVersion(feature)]).toEqual([false, true, since])
})
