import { hash, type X509Certificate } from 'node:crypto'
import { DerReader, TAG } from '../qdrant/tls/der.ts'
import { maskOf, type NameConstraint } from './constraints.ts'
import {
  bitString,
  boolean,
  type Der,
  implicit,
  implicitSequence,
  octetString,
  oid,
  sequence,
  toBytes,
  unsigned,
} from './der.ts'
import { publicKeyInfo } from './key-encoding.ts'
import type { SubjectName } from './names.ts'
import { SERVER_AUTH } from './profiles.ts'
import { EXTENSION, extensionsOf } from './read-extensions.ts'

/** Extensions of RFC 5280 section 4.2, each as the SEQUENCE that goes into a certificate. */
const OID = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  nameConstraints: '2.5.29.30',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const

const extension = (id: string, critical: boolean, value: Der): Der =>
  encodedExtension(id, critical, toBytes(value))

function encodedExtension(id: string, critical: boolean, value: Uint8Array): Der {
  const content = octetString(value)
  // FALSE is the default, and DER leaves defaults out.
  return critical ? sequence(oid(id), boolean(true), content) : sequence(oid(id), content)
}

/** `pathLength` 0: the CA signs leaves and no further CAs. */
export const authorityConstraints = (pathLength: number): Der =>
  extension(OID.basicConstraints, true, sequence(boolean(true), unsigned(Uint8Array.of(pathLength))))

export const leafConstraints = (): Der => extension(OID.basicConstraints, true, sequence())

/** keyCertSign and cRLSign: bits 5 and 6. */
export const authorityKeyUsage = (): Der =>
  extension(OID.keyUsage, true, bitString(Uint8Array.of(0b0000_0110), 1))

/**
 * digitalSignature (bit 0), and keyEncipherment (bit 2) for servers with RSA only, to which old TLS 1.2 clients encrypt
 * theirs; with clientAuth alone it would be a contradiction (RFC 5280 section 4.2.1.12).
 */
export const leafKeyUsage = (isRsa: boolean, usages: readonly string[]): Der =>
  isRsa && usages.includes(SERVER_AUTH)
    ? extension(OID.keyUsage, true, bitString(Uint8Array.of(0b1010_0000), 5))
    : extension(OID.keyUsage, true, bitString(Uint8Array.of(0b1000_0000), 7))

export const extendedKeyUsage = (usages: readonly string[]): Der =>
  extension(OID.extendedKeyUsage, false, sequence(...usages.map(oid)))

/** `publicKey` is a SubjectPublicKeyInfo, DER. */
export const subjectKeyIdentifier = (publicKey: Buffer): Der =>
  extension(OID.subjectKeyIdentifier, false, octetString(keyIdentifier(publicKey)))

export const authorityKeyIdentifier = (identifier: Uint8Array): Der =>
  extension(OID.authorityKeyIdentifier, false, sequence(implicit(0, identifier)))

export const subjectAltName = (names: readonly SubjectName[]): Der =>
  extension(OID.subjectAltName, false, sequence(...names.map(generalName)))

/**
 * Permits these domains and networks, and (critical) nothing else. A kind of name that no constraint mentions is free
 * by RFC 5280 section 4.2.1.10, so a kind that is not permitted at all is excluded as a whole.
 */
export function nameConstraints(permitted: readonly NameConstraint[]): Der {
  const kinds = new Set(permitted.map(({ kind }) => kind))
  const excluded = [
    ...(kinds.has('dns') ? [] : [implicit(2, new Uint8Array())]),
    // Address and mask all zero: every address of the family.
    ...(kinds.has('ip') ? [] : [implicit(7, new Uint8Array(8)), implicit(7, new Uint8Array(32))]),
  ]
  const subtrees = (number: number, bases: readonly Der[]): Der[] =>
    bases.length === 0 ? [] : [implicitSequence(number, ...bases.map((base) => sequence(base)))]
  return extension(
    OID.nameConstraints,
    true,
    sequence(...subtrees(0, permitted.map(constraintBase)), ...subtrees(1, excluded)),
  )
}

/** The name constraints of a CA as they stand, for the CA that takes its place. */
export function nameConstraintsOf(authority: X509Certificate): Der | undefined {
  const carried = extensionsOf(authority).get(EXTENSION.nameConstraints)
  return carried && encodedExtension(OID.nameConstraints, true, carried)
}

const generalName = (name: SubjectName): Der =>
  name.kind === 'dns' ? implicit(2, Buffer.from(name.name, 'latin1')) : implicit(7, name.bytes)

/** A domain without wildcard; an address with its mask. */
function constraintBase(name: NameConstraint): Der {
  if (name.kind === 'dns') return implicit(2, Buffer.from(name.name.replace(/^\*\./, ''), 'latin1'))
  const { length } = name.bytes
  return implicit(7, Buffer.concat([name.bytes, name.mask ?? maskOf(8 * length, length)]))
}

/** What those signed by this CA point to: the identifier it carries, which need not be the one made here. */
export function keyIdentifierOf(authority: X509Certificate): Uint8Array {
  const carried = extensionsOf(authority).get(EXTENSION.subjectKeyIdentifier)
  return carried === undefined
    ? keyIdentifier(publicKeyInfo(authority.publicKey))
    : new DerReader(carried).read().content
}

/** SHA-1 of the public key's bits (RFC 5280 section 4.2.1.2, method 1): an identifier, not a protection. */
function keyIdentifier(publicKey: Buffer): Buffer {
  const fields = new DerReader(publicKey).enter(TAG.sequence)
  fields.read(TAG.sequence)
  return hash('sha1', fields.bits(), 'buffer')
}
