import { createHash, type KeyObject } from 'node:crypto'
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
import type { SubjectName } from './names.ts'

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

function extension(id: string, critical: boolean, value: Der): Der {
  const content = octetString(toBytes(value))
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

/** digitalSignature (bit 0), and keyEncipherment (bit 2) for RSA only, where old TLS 1.2 clients use it. */
export const leafKeyUsage = (key: KeyObject): Der =>
  key.asymmetricKeyType === 'rsa'
    ? extension(OID.keyUsage, true, bitString(Uint8Array.of(0b1010_0000), 5))
    : extension(OID.keyUsage, true, bitString(Uint8Array.of(0b1000_0000), 7))

export const extendedKeyUsage = (usages: readonly string[]): Der =>
  extension(OID.extendedKeyUsage, false, sequence(...usages.map(oid)))

export const subjectKeyIdentifier = (key: KeyObject): Der =>
  extension(OID.subjectKeyIdentifier, false, octetString(keyIdentifier(key)))

export const authorityKeyIdentifier = (identifier: Uint8Array): Der =>
  extension(OID.authorityKeyIdentifier, false, sequence(implicit(0, identifier)))

export const subjectAltName = (names: readonly SubjectName[]): Der =>
  extension(OID.subjectAltName, false, sequence(...names.map(generalName)))

/** Permits these names and everything below them, and (critical) nothing else. */
export const nameConstraints = (permitted: readonly SubjectName[]): Der =>
  extension(
    OID.nameConstraints,
    true,
    sequence(implicitSequence(0, ...permitted.map((name) => sequence(constraintName(name))))),
  )

const generalName = (name: SubjectName): Der =>
  name.kind === 'dns' ? implicit(2, Buffer.from(name.name, 'latin1')) : implicit(7, name.bytes)

/** An address in a constraint carries its mask (RFC 5280 section 4.2.1.10); ours permit that one address. */
const constraintName = (name: SubjectName): Der =>
  name.kind === 'dns'
    ? generalName(name)
    : implicit(7, Buffer.concat([name.bytes, new Uint8Array(name.bytes.length).fill(0xff)]))

/** SHA-1 of the public key's bits (RFC 5280 section 4.2.1.2, method 1): an identifier, not a protection. */
export function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha1').update(publicKeyBits(key)).digest()
}

/** The BIT STRING content of a SubjectPublicKeyInfo: what follows its tag, length and the byte of unused bits. */
function publicKeyBits(key: KeyObject): Buffer {
  const der = key.export({ type: 'spki', format: 'der' })
  const [, headerLength] = lengthAt(der, 1)
  const algorithm = 1 + headerLength
  const [algorithmLength, algorithmHeader] = lengthAt(der, algorithm + 1)
  const bits = algorithm + 1 + algorithmHeader + algorithmLength
  const [, bitsHeader] = lengthAt(der, bits + 1)
  return der.subarray(bits + 1 + bitsHeader + 1)
}

/** A DER length: its value and how many bytes it takes. */
function lengthAt(der: Uint8Array, at: number): [length: number, size: number] {
  const first = der[at] ?? 0
  if (first < 0x80) return [first, 1]
  let length = 0
  for (const byte of der.subarray(at + 1, at + 1 + (first & 0x7f))) length = length * 256 + byte
  return [length, 1 + (first & 0x7f)]
}
