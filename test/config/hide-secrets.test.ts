import { expect, test } from 'vitest'
import { withoutSecrets } from '../../src/config/hide-secrets.ts'

// A snippet of a wrong file once showed keys that stood under a misspelt name, without a name, or in a comment.
test.each([
  ['  api_key: "hunter2"', '  api_key: *********'],
  ['  apikey: hunter2 and more', '  apikey: ******* *** ****'],
  ['  "API-KEY": hunter2', '  "API-KEY": *******'],
  ['tJ4mXq8ZsW2pLr7VbN5k', '********************'],
  ['    hunter2', '    *******'],
  ['# api_key: hunter2', '# api_key: *******'],
  ['  enable_tls: true # was hunter2', '  enable_tls: true # *** *******'],
  ['  http_port: tJ4mXq8ZsW2pLr7VbN5k', '  http_port: ********************'],
  ['service: {api_key: "hunter2", host: ]', 'service: {api_key: "*******", host: ]'],
  ['  - hunter2', '  - *******'],
])('%s is shown as %s', (line, shown) => {
  expect(withoutSecrets(line)).toEqual([shown])
})

test.each([
  ['  enable_tls: ture'],
  ['  enable_tsl: true'],
  ['service:'],
  ['service: null'],
  ['cluster: [1, 2]'],
  ['  cert: ./tls/a-long-name-of-a-certificate.pem'],
  ['log_level: INFO,qdrant=debug'],
])('%s is shown as it is', (line) => {
  expect(withoutSecrets(line)).toEqual([line])
})

test.each([
  ['  - api_key: hunter2', '  - api_key: *******'],
  ["  'api_key' : hunter2", "  'api_key' : *******"],
  ['  api_key: hunter2 # and why', '  api_key: *****************'],
  ['  api_key:hunter2', '  api_key:*******'],
  ['  secret_key: x', '  secret_key: *'],
  ['#api_key: hunter2', '#api_key: *******'],
  ['  host: a # hunter2', '  host: a # *******'],
  ['  host: # hunter2', '  host: # *******'],
  ['  host: a#b c', '  host: a#b c'],
  ['  http_port: 12345678901', '  http_port: 12345678901'],
  ['  http_port: 123456789012', '  http_port: ************'],
  ['  devices: [12345678901, abcdefghijk]', '  devices: [12345678901, abcdefghijk]'],
  ['  devices: [123456789012, 1]', '  devices: [************, 1]'],
  ["  enable_tls: 'hunter2hunter2'", "  enable_tls: '**************'"],
  ['cluster: {frob: x}', 'cluster: {****: *}'],
  ['frob: true FALSE null ~ 12345 123456 truely', 'frob: true FALSE null ~ 12345 ****** ******'],
  ['frob: xtrue a1', 'frob: ***** **'],
  ['"frob\': hunter2', '"****\': *******'],
  ['some.thing: hunter2', 'some.thing: *******'],
  ['two words: hunter2', '*** *****: *******'],
  ['frob: a+b/c.d_e=f', 'frob: ***********'],
  ['frob: [a, {b: "c"}] & *d ! | > % @', 'frob: [*, {*: "*"}] & ** ! | > % @'],
  ['', ''],
])('%j is shown as %j', (line, shown) => {
  expect(withoutSecrets(line)).toEqual([shown])
})

test('each line by itself, whatever ends it', () => {
  expect(withoutSecrets('a: hunter\r\nhost: b\n\napi_key: c')).toEqual([
    'a: ******',
    'host: b',
    '',
    'api_key: *',
  ])
})
