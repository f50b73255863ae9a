import { DerReader, type DerValue, TAG } from './der.ts'
import { GENERAL_NAME, generalNames, isPresentedName, knownName } from './names.ts'
import { refuse } from './refusal.ts'
import type { PeerCertificate } from './x509.ts'

type Subtrees = 'permitted' | 'excluded'

const TAGS: Record<Subtrees, number> = { permitted: 0xa0, excluded: 0xa1 }

/**
 * Refuses where a name of these certificates is outside the constraints (rustls-webpki 0.103.13, src/subject_name/mod.rs).
 * A kind of name that no constraint mentions is free. Of the subject only the kind is looked at: constraints on
 * directory names refuse everything.
 */
export function requireWithin(constraints: Buffer, certificates: readonly PeerCertificate[]): void {
  const reader = new DerReader(constraints)
  const subtrees = (['permitted', 'excluded'] as const).map((kind) => ({
    kind,
    list: reader.next === TAGS[kind] ? reader.read().content : undefined,
  }))
  for (const { extensions } of certificates) {
    for (const name of namesOf(extensions.subjectAltName)) {
      for (const { kind, list } of subtrees) if (list !== undefined) requireInside(name, kind, list)
    }
  }
  // As webpki: only where no name is outside.
  if (!reader.atEnd) refuse('BadDer')
}

/** One after the other: behind a name that is outside nothing is read. */
function* namesOf(alternatives: Buffer | undefined): Generator<DerValue> {
  yield* generalNames(alternatives)
  yield SUBJECT
}

const SUBJECT: DerValue = { tag: GENERAL_NAME.directory, content: Buffer.alloc(0), raw: Buffer.alloc(0) }

function requireInside(name: DerValue, kind: Subtrees, list: Buffer): void {
  const bases = new DerReader(list)
  const matches: boolean[] = []
  while (!bases.atEnd) {
    const subtree = bases.enter(TAG.sequence)
    const base = knownName(subtree.read())
    if (!subtree.atEnd) refuse('TrailingData')
    if (base.tag !== name.tag) continue
    const isMatch = isUnder(name, base, kind)
    // What stands behind it is not looked at, as malformed as it may be.
    if (kind === 'excluded' && isMatch) refuse('NameConstraintViolation')
    matches.push(isMatch)
  }
  if (kind === 'permitted' && matches.length > 0 && !matches.includes(true)) refuse('NameConstraintViolation')
}

function isUnder(name: DerValue, base: DerValue, kind: Subtrees): boolean {
  switch (name.tag) {
    case GENERAL_NAME.dns:
      return isUnderDomain(name.content.toString('latin1'), base.content.toString('latin1'), kind)
    case GENERAL_NAME.ip:
      return isUnderNetwork(name.content, base.content)
    // webpki knows no constraints on these, and plays safe.
    case GENERAL_NAME.directory:
    case GENERAL_NAME.uri:
      return kind === 'excluded'
    default:
      return refuse('NameConstraintViolation')
  }
}

function isUnderDomain(presented: string, base: string, kind: Subtrees): boolean {
  if (!isPresentedName(presented)) refuse('MalformedDnsIdentifier')
  if (base !== '' && !isConstraint(base)) refuse('MalformedNameConstraint')
  const [name, domain] = [presented.toLowerCase(), base.toLowerCase()]
  if (domain === '' || name === domain) return true
  if (name.endsWith(domain.startsWith('.') ? domain : `.${domain}`)) return true
  // An excluded name must not be reachable through a wildcard either.
  if (kind === 'permitted' || !name.startsWith('*.')) return false
  // The label that it stands for may have a dot before it.
  return domain.slice(domain.indexOf('.', 1)) === name.slice(1)
}

/** A name without a wildcard, or all names below one when there is a dot before it. */
function isConstraint(base: string): boolean {
  const domain = base.replace(/^\./, '')
  return base.length <= 253 && !domain.startsWith('*') && isPresentedName(domain)
}

function isUnderNetwork(address: Buffer, network: Buffer): boolean {
  const size = address.length
  if (size !== 4 && size !== 16) return refuse('BadDer')
  if (network.length !== 2 * size) {
    return network.length === 8 || network.length === 32 ? false : refuse('InvalidNetworkMaskConstraint')
  }
  // Byte by byte, as webpki: what stands behind a byte that differs is not looked at.
  let ended = false
  for (const [index, byte] of address.entries()) {
    const mask = network[size + index] ?? 0
    // Ones, then zeroes (RFC 4632).
    if (!MASK_BYTES.has(mask) || (ended && mask !== 0)) refuse('InvalidNetworkMaskConstraint')
    ended ||= mask !== 0xff
    if (((byte ^ (network[index] ?? 0)) & mask) !== 0) return false
  }
  return true
}

const MASK_BYTES = new Set([0, 0x80, 0xc0, 0xe0, 0xf0, 0xf8, 0xfc, 0xfe, 0xff])
