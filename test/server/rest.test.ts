import { expect, test } from 'vitest'
import { parseServerUrl } from '../../src/server/rest.ts'

test.each(['http://127.0.0.1:6333', 'https://qdrant.example.org/api'])(
  '%s is the URL of a server',
  (text) => {
    expect(parseServerUrl(text).href).toMatch(text)
  },
)

// The whole URL was quoted once, password and all, also where it came from an inventory.
test.each([
  ['https://admin:hunter2@localhost:6333', '"…@localhost:6333" is no URL of a server'],
  ['https://admin:hunter2@@local host', '"…@local host" is no URL of a server'],
  ['https://hunter2@localhost', '"…@localhost" is no URL of a server'],
  ['ftp://localhost', '"ftp://localhost" is no URL of a server'],
  ['localhost:6333', '"localhost:6333" is no URL of a server'],
])('%s is refused without its password', (text, message) => {
  expect(() => parseServerUrl(text)).toThrow(message)
})
