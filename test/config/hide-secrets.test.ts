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
