import { relative } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isBelow, nameFrom, nameIn } from '../../src/files/below.ts'

const part = fc.constantFrom('a', 'b', 'ab', '.', '..', '', '...', '.a', 'a.', '..a', 'ä', 'a\\b')
const path = fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`)

test('a name is what path.relative says', () => {
  fc.assert(
    fc.property(path, path, (directory, file) => {
      expect(nameIn(directory, file)).toBe(relative(directory, file))
    }),
    { numRuns: 3000 },
  )
})

test.each([
  ['/srv/q/tls/cert.pem', true, 'tls/cert.pem'],
  ['/srv/q', true, '/srv/q'],
  ['/srv/q/..data/x', true, '..data/x'],
  ['/srv', false, '/srv'],
  ['/srv/qq/tls', false, '/srv/qq/tls'],
  ['/srv/q/../other', false, '/srv/q/../other'],
  ['/srv/q/a/../tls', true, 'tls'],
])('%s seen from /srv/q', (file, below, name) => {
  expect(isBelow(file, '/srv/q')).toBe(below)
  expect(nameFrom('/srv/q', file)).toBe(name)
})
