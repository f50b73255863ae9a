import asn1 from 'node-forge/lib/asn1.js'
import { DerReader, TAG } from '../qdrant/tls/der.ts'

/**
 * DER, written by node-forge's `asn1` and nothing else of it: its certificate layer knows RSA only, and its weaknesses
 * were all in reading foreign data, which node:crypto and `DerReader` do here. The one file that knows the library.
 */
export type Der = asn1.Asn1

const { Class, Type } = asn1

const universal = (type: asn1.Type, constructed: boolean, value: string | Der[]): Der =>
  asn1.create(Class.UNIVERSAL, type, constructed, value)

const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

export const sequence = (...items: Der[]): Der => universal(Type.SEQUENCE, true, items)
export const set = (...items: Der[]): Der => universal(Type.SET, true, items)
export const oid = (dotted: string): Der => universal(Type.OID, false, asn1.oidToDer(dotted).getBytes())
export const boolean = (value: boolean): Der => universal(Type.BOOLEAN, false, value ? '\xff' : '\x00')
export const nullValue = (): Der => universal(Type.NULL, false, '')
export const octetString = (bytes: Uint8Array): Der => universal(Type.OCTETSTRING, false, binary(bytes))
export const utf8String = (text: string): Der =>
  universal(Type.UTF8, false, binary(Buffer.from(text, 'utf8')))

/** An unsigned number from its big-endian bytes; a leading zero keeps it positive. */
export function unsigned(bytes: Uint8Array): Der {
  const first = bytes.findIndex((byte) => byte !== 0)
  const magnitude = first === -1 ? Uint8Array.of(0) : bytes.subarray(first)
  const padded = (magnitude[0] ?? 0) >= 0x80 ? Buffer.concat([Uint8Array.of(0), magnitude]) : magnitude
  return universal(Type.INTEGER, false, binary(padded))
}

/** `unusedBits` low bits of the last byte are padding. */
export const bitString = (bytes: Uint8Array, unusedBits = 0): Der =>
  universal(Type.BITSTRING, false, String.fromCharCode(unusedBits) + binary(bytes))

/** `[number]` around a value (EXPLICIT). */
export const explicit = (number: number, value: Der): Der =>
  asn1.create(Class.CONTEXT_SPECIFIC, number, true, [value])

/** `[number]` in place of a primitive value's own tag (IMPLICIT). */
export const implicit = (number: number, bytes: Uint8Array): Der =>
  asn1.create(Class.CONTEXT_SPECIFIC, number, false, binary(bytes))

/** `[number]` in place of a SEQUENCE's own tag (IMPLICIT). */
export const implicitSequence = (number: number, ...items: Der[]): Der =>
  asn1.create(Class.CONTEXT_SPECIFIC, number, true, items)

/** RFC 5280 section 4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050; whole seconds, always UTC. */
export function time(date: Date): Der {
  const digits = date.toISOString().replace(/[-:T]/g, '').slice(0, 14)
  return date.getUTCFullYear() < 2050
    ? universal(Type.UTCTIME, false, `${digits.slice(2)}Z`)
    : universal(Type.GENERALIZEDTIME, false, `${digits}Z`)
}

/** The tag of a SEQUENCE with what the library takes for the content of a primitive value: it looks at none of it. */
const WHOLE = (Type.SEQUENCE | 0x20) as asn1.Type

/** A SEQUENCE that is DER already (a name, a public key), placed as it is. */
export const placed = (der: Uint8Array): Der =>
  universal(WHOLE, false, binary(new DerReader(der).read(TAG.sequence).content))

export const toBytes = (value: Der): Buffer => Buffer.from(asn1.toDer(value).getBytes(), 'latin1')

export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
