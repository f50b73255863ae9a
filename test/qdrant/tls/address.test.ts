import { isIPv4 as nodeIPv4, isIPv6 as nodeIPv6 } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isIPv4, isIPv6 } from '../../../src/qdrant/tls/address.ts'

const texts = fc.oneof(
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6(),
  fc
    .array(fc.constantFrom('0', '1', '9', '25', '255', '256', '01', '.', ':', '::', 'f', '-', ' ', '\n'))
    .map((parts) => parts.join('')),
)

test('addresses are told as Node tells them', () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect([text, isIPv4(text), isIPv6(text)]).toEqual([text, nodeIPv4(text), nodeIPv6(text)])
    }),
    { numRuns: 5000 },
  )
})
