import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastAccess } from '../../src/audit/least.ts'
import { denial, type RequirementClass } from '../../src/qdrant/access/requirement.ts'
import type { Access } from '../../src/qdrant/token/access.ts'

const docs = (requirement: RequirementClass) => ({ requirement, collection: 'docs' })
const all = (requirement: RequirementClass) => ({ requirement, collection: null })
const mode = (name: 'r' | 'rw' | 'prw'): Access => [{ collection: 'docs', mode: name }]

test.each([
  [[], []],
  [[all('FILTER')], []],
  [[docs('C')], mode('r')],
  [[docs('CX')], mode('r')],
  [[docs('CW'), docs('C')], mode('prw')],
  [[docs('CW'), docs('CX')], mode('rw')],
  [[docs('CWX')], mode('rw')],
  [[docs('C'), all('G')], 'read'],
  [[docs('CW'), all('G')], 'manage'],
  [[docs('CWMX')], 'manage'],
  [[all('GW')], 'manage'],
] as const)('%j', (needs, access) => expect(leastAccess(needs, '1.19.0')).toEqual(access))

test('a server without points access is given read and write', () => {
  expect(leastAccess([docs('CW')], '1.12.0')).toEqual(mode('rw'))
})

const RANK = { r: 0, prw: 1, rw: 2 }

test('it allows everything, and nothing smaller does', () => {
  const need = fc.oneof(
    fc.record({
      requirement: fc.constantFrom<RequirementClass>('C', 'CF', 'CW', 'CX', 'CWX', 'CWMX'),
      collection: fc.constantFrom('a', 'b'),
    }),
    fc.record({
      requirement: fc.constantFrom<RequirementClass>('FILTER', 'G', 'GM'),
      collection: fc.constant(null),
    }),
  )
  const allows = (
    access: Access,
    needs: readonly { requirement: RequirementClass; collection: string | null }[],
  ) =>
    needs.every(({ requirement, collection }) => denial(access, requirement, collection ?? '') === undefined)
  fc.assert(
    fc.property(fc.array(need, { maxLength: 5 }), (needs) => {
      const access = leastAccess(needs, '1.19.0')
      expect(allows(access, needs)).toBe(true)
      if (access === 'manage') expect(allows('read', needs)).toBe(false)
      if (typeof access === 'string') {
        const most = ['a', 'b'].map((collection) => ({ collection, mode: 'rw' as const }))
        expect(allows(most, needs)).toBe(false)
        return
      }
      for (const [index, entry] of access.entries()) {
        const without = access.filter((_, at) => at !== index)
        expect(allows(without, needs)).toBe(false)
        for (const less of ['r', 'prw'] as const)
          if (RANK[less] < RANK[entry.mode])
            expect(allows([...without, { ...entry, mode: less }], needs)).toBe(false)
      }
    }),
  )
})
