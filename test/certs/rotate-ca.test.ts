import { expect, test } from 'vitest'
import { bundlePem, holdsAuthority, withoutAuthority } from '../../src/certs/bundle.ts'
import { certificatesOf } from '../../src/certs/pem-file.ts'
import {
  currentPhase,
  type Member,
  membersToChange,
  type Phase,
  refusalsAmong,
  trustIn,
} from '../../src/certs/rotate-ca.ts'
import { NOW } from '../support/io.ts'
import { makeAuthority, makeLeaf } from './fixture.ts'

const [before, after] = [
  makeAuthority({ name: 'old CA' }),
  makeAuthority({ name: 'new CA', keyType: 'ec-p384' }),
]
const authorities = { old: before.certificate, new: after.certificate }
const { certificatePem: signedBefore } = makeLeaf({}, before)
const { certificatePem: signedAfter } = makeLeaf({}, after)

const start: Member[] = ['n1', 'n2', 'app'].map((name) => ({
  name,
  trustPem: before.certificatePem,
  certificatePem: signedBefore,
}))

/** One member's files as a phase leaves them. */
const changed = (phase: Phase, member: Member): Member =>
  phase === 'reissue'
    ? { ...member, certificatePem: signedAfter }
    : { ...member, trustPem: trustIn(phase, member, authorities) }

test('three phases, one member at a time: nobody ever refuses anybody, and every step can be resumed', () => {
  let members = start
  const phases: (Phase | undefined)[] = []
  for (let step = 0; step < 20; step++) {
    const phase = currentPhase(members, authorities)
    phases.push(phase)
    expect(refusalsAmong(members, NOW)).toEqual([])
    if (phase === undefined) break
    const [next] = membersToChange(phase, members, authorities)
    members = members.map((member) => (member === next ? changed(phase, member) : member))
  }
  expect(phases).toEqual([...repeat('bundle'), ...repeat('reissue'), ...repeat('drop'), undefined])
  expect(members.every(({ trustPem }) => trustPem === after.certificatePem)).toBe(true)
})

const repeat = (phase: Phase): Phase[] => [phase, phase, phase]

test.each([
  [
    'reissue without bundle',
    [changed('reissue', start[0] as Member), ...start.slice(1)],
    ['n1 by n1: UnknownIssuer', 'n1 by n2: UnknownIssuer', 'n1 by app: UnknownIssuer'],
  ],
  [
    'drop before everybody is reissued',
    [
      changed('drop', changed('reissue', changed('bundle', start[0] as Member))),
      changed('bundle', start[1] as Member),
    ],
    ['n2 by n1: UnknownIssuer'],
  ],
])('%s is seen', (_, members, refusals) => {
  expect(
    refusalsAmong(members, NOW).map(({ presents, trusts, error }) => `${presents} by ${trusts}: ${error}`),
  ).toEqual(refusals)
})

test('the bundle has the new CA first, each once, and keeps others', () => {
  const foreign = makeAuthority({ name: 'foreign', keyType: 'ed25519' })
  const member = { name: 'n', trustPem: before.certificatePem + foreign.certificatePem, certificatePem: '' }
  const both = trustIn('bundle', member, authorities)
  expect(both).toBe(after.certificatePem + before.certificatePem + foreign.certificatePem)
  expect(trustIn('bundle', { ...member, trustPem: both }, authorities)).toBe(both)
  expect(trustIn('drop', { ...member, trustPem: both }, authorities)).toBe(
    after.certificatePem + foreign.certificatePem,
  )
})

test('bundles', () => {
  const both = bundlePem(before.certificatePem, after.certificatePem, before.certificatePem)
  expect(certificatesOf(both).certificates).toHaveLength(2)
  expect(holdsAuthority(both, before.certificate)).toBe(true)
  expect(withoutAuthority(both, before.certificate)).toBe(after.certificatePem)
})
