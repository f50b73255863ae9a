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

test.each([
  '127.0.0.1',
  '0.0.0.0',
  '10.255.255.255',
  '::',
  '::1',
  '223.0.0.1',
  '224.0.0.1',
  '239.1.2.3',
  '255.255.255.255',
  '127.255.255.255',
])('%s is an address', (host) => {
  expect(judgeHost(host)).toEqual({ kind: 'address' })
})

// A server v1.19.0 could not listen there, but did on groups and the broadcast address above.
test.each([
  '0.0.0.1',
  '192.0.2.1',
  '198.51.100.7',
  '203.0.113.9',
  '240.0.0.1',
  '254.1.1.1',
  '255.1.1.1',
  '2001:db8::1',
  '2001:DB8:0::1',
])('nobody has %s', (host) => {
  expect(judgeHost(host)).toEqual({ kind: 'address', fault: NOT_ASSIGNABLE })
})

test.each(['fe80::1', 'FE80::1', 'ff02::1', 'ff05::2', 'febf::1'])('%s names no interface', (host) => {
  expect(judgeHost(host)).toEqual({ kind: 'address', fault: 'Invalid argument (os error 22)' })
})

test.each(['::1%1', '::1%lo', '0xe0000001', '4294967295', '255.16777215'])(
  '%s can be listened on',
  (host) => {
    expect(judgeHost(host)).toEqual({ kind: 'loose-address' })
  },
)

test.each(['1', '0xC0000201', '198.51.25607', '203.0.0x7101', '0xf0000001', '255.16777214'])(
  'nor %s, which means such an address',
  (host) => {
    expect(judgeHost(host)).toEqual({ kind: 'loose-address', fault: NOT_ASSIGNABLE })
  },
)

// A server v1.19.0 failed to look these up.
test.each([
  '1.2.3.4.5',
  '127.0.0.256',
  '256.1',
  '256.1.1.1',
  '127.0.65536',
  '127.16777216',
  '4294967296',
  '08',
  '1.2.3.',
  '127.0.0.08',
  'nosuchhost.invalid',
])('%s is the name of nobody', (host) => {
  expect(judgeHost(host)).toEqual({ kind: 'no-name' })
})

test.each([
  'node-1.example.com',
  'a_b',
  '0x',
  '0xg',
  '1e1',
  'node-1',
  '1.example',
  'xinvalid',
  'invalid.example',
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
