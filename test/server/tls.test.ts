import { expect, test } from 'vitest'
import { parseTlsAddress } from '../../src/server/tls.ts'

test.each([
  ['https://n1.example', { kind: 'rest', host: 'n1.example', port: 6333 }],
  ['https://n1.example:443/x', { kind: 'rest', host: 'n1.example', port: 443 }],
  ['grpcs://n1.example', { kind: 'grpc', host: 'n1.example', port: 6334 }],
  ['grpcs://[::1]:7334', { kind: 'grpc', host: '::1', port: 7334 }],
])('%s', (text, address) => {
  expect(parseTlsAddress(text)).toEqual({ url: text, ...address })
})

test.each(['tls/cert.pem', 'C:\\cert.pem', ''])('%j is no URL', (text) => {
  expect(parseTlsAddress(text)).toBeUndefined()
})

// The whole URL was in every message about it once, and in the report.
test.each([
  ['https://admin:hunter2@n1:6333', '"…@n1:6333" is no port that speaks TLS'],
  ['grpcs://hunter2@n1', '"…@n1" is no port that speaks TLS'],
  ['ftp://admin:hunter2@n1', '"…@n1" is no port that speaks TLS'],
  ['http://n1:6333', '"http://n1:6333" is no port that speaks TLS'],
  ['https://', '"https://" is no port that speaks TLS'],
])('%s is refused without its password', (text, message) => {
  expect(() => parseTlsAddress(text)).toThrow(message)
})
