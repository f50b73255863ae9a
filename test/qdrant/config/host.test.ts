import { expect, test } from 'vitest'
import { judgeHost } from '../../../src/qdrant/config/host.ts'

const NOT_ASSIGNABLE = 'Cannot assign requested address (os error 99)'

// What glibc's getaddrinfo, which REST asks, takes for a number without a lookup; Rust's own reader takes the four plain ones.
test.each([
  '127.1',
  '127.0.1',
  '2130706433',
  '0x7f000001',
  '0X7F.1',
  '0x7f.0.0.01',
  '0177.0.0.1',
  '017700000001',
  '127.65535',
  '127.0.65535',
  '127.16777215',
  '223.0xff.0377.255',
  '10.1',
  '00',
  '0',
  '[::1]',
  'localhost',
  'LOCALHOST',
])('%s is an address to the system only', (host) => {
  expect(judgeHost(host)).toEqual({ kind: 'loose-address' })
})

test.each(['127.0.0.1', '0.0.0.0', '10.255.255.255', '::', '::1', 'fe80::1', '223.0.0.1'])(
  '%s is an address',
  (host) => {
    expect(judgeHost(host)).toEqual({ kind: 'address' })
  },
)

// No machine of the recorder could listen there.
test.each([
  '0.0.0.1',
  '192.0.2.1',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
])('nobody has %s', (host) => {
  expect(judgeHost(host)).toEqual({ kind: 'address', fault: NOT_ASSIGNABLE })
})

test.each(['1', '0xe0000001', '0xC0000201', '198.51.25607', '203.0.0x7101', '4294967295', '255.16777215'])(
  'nor %s, which means such an address',
  (host) => {
    expect(judgeHost(host)).toEqual({ kind: 'loose-address', fault: NOT_ASSIGNABLE })
  },
)

test.each([
  'node-1.example.com',
  'a_b',
  '1.2.3.4.5',
  '127.0.0.256',
  '256.1',
  '127.0.65536',
  '127.16777216',
  '4294967296',
  '08',
  '0x',
  '0xg',
  '1.2.3.',
  '127.0.0.08',
  '1e1',
  'xlocalhost',
])('%s has to be looked up', (host) => {
  expect(judgeHost(host)).toEqual({ kind: 'name' })
})

test.each([
  '',
  ' 127.0.0.1',
  '127.0.0.1 ',
  'a b',
  '[a]',
  'x[::1]',
  '[::1]x',
  '[::1',
  '127.0.0.1:80',
  'é',
  '+1',
  '*',
])('%j is no name', (host) => {
  expect(judgeHost(host)).toEqual({ kind: 'no-name' })
})
