import { createPublicKey, type KeyObject } from 'node:crypto'
import { QdrantAuthError } from '../errors.ts'
import { canonicalAddress } from '../qdrant/tls/address.ts'
import { DerReader, TAG } from '../qdrant/tls/der.ts'
import { GENERAL_NAME, generalNames } from '../qdrant/tls/names.ts'
import { pemSections } from '../qdrant/tls/pem.ts'
import { refusalOf, unlessRefused } from '../qdrant/tls/refusal.ts'
import { requireSignature } from '../qdrant/tls/signatures.ts'
import { distinguishedName, signed as signedPem } from './certificate.ts'
import { commonNameIn } from './common-name.ts'
import { explicit, oid, placed, sequence, set, unsigned } from './der.ts'
import type { Entropy } from './entropy.ts'
import { extendedKeyUsage, subjectAltName } from './extensions.ts'
import { privateKeyPem, publicKeyInfo } from './key-encoding.ts'
import type { KeyType } from './key-types.ts'
import type { SubjectName } from './names.ts'
import { type Role, USAGES } from './profiles.ts'
import { EXTENSION, extensionsIn } from './read-extensions.ts'

/** Attribute that carries the extensions asked for (RFC 2985 section 5.4.2). */
const EXTENSION_REQUEST = '1.2.840.113549.1.9.14'
const EXTENSION_REQUEST_DER = '2a864886f70d01090e'

/** Attributes of a request: `[0]` in place of a SET. */
const ATTRIBUTES = 0xa0

export interface RequestShape {
  role: Role
  commonName: string
  names: readonly SubjectName[]
  keyType: KeyType
}

/** A new key and a request for a CA elsewhere to sign it (PKCS#10, RFC 2986), both PEM. */
export function makeRequest(shape: RequestShape, entropy: Entropy): { requestPem: string; keyPem: string } {
  const { publicKey, privateKey } = entropy.keyPair(shape.keyType)
  const extensions = sequence(
    extendedKeyUsage(USAGES[shape.role]),
    ...(shape.names.length === 0 ? [] : [subjectAltName(shape.names)]),
  )
  const requestPem = signedPem('CERTIFICATE REQUEST', privateKey, () =>
    sequence(
      unsigned(Uint8Array.of(0)),
      distinguishedName({ commonName: shape.commonName }),
      placed(publicKeyInfo(publicKey)),
      explicit(0, sequence(oid(EXTENSION_REQUEST), set(extensions))),
    ),
  )
  return { requestPem, keyPem: privateKeyPem(privateKey) }
}

/** What a request asks for. Its signature was checked: whoever made it has the private key. */
export interface CertificateRequest {
  commonName: string | undefined
  publicKey: KeyObject
  /** DNS names and addresses, as `--name` takes them. */
  names: string[]
  /** Whatever else it asks for, in words; none of it is granted. */
  others: string[]
}

/** Reads a PEM request. `file-malformed` where it is none, `bad-value` where its signature is not of its key. */
export function readRequest(pem: Uint8Array): CertificateRequest {
  const section = [...pemSections(pem)].find((one) => 'fault' in one || one.kind === 'request')
  if (section === undefined || 'fault' in section) {
    throw malformed(section === undefined ? 'it holds no PEM certificate request' : section.fault)
  }
  const read = unlessRefused(() => readFields(section.der))
  if (read === undefined) throw malformed('it is no PKCS#10 request')
  const { signed, key, ...asked } = read
  if (refusalOf(() => requireSignature(signed, key.content)) === undefined) {
    return { ...asked, publicKey: createPublicKey({ key: key.raw, format: 'der', type: 'spki' }) }
  }
  throw new QdrantAuthError('bad-value', 'the request is not signed by the key it is for', {
    hints: ['whoever made it has to show that the private key is there: make it again'],
  })
}

function readFields(der: Buffer) {
  const outer = new DerReader(der).enter(TAG.sequence)
  const body = outer.read(TAG.sequence)
  const signed = {
    body: body.raw,
    signatureAlgorithm: outer.read(TAG.sequence).content,
    signature: outer.bits(),
  }
  const fields = new DerReader(body.content)
  fields.read(TAG.integer)
  const commonName = commonNameIn(fields.read(TAG.sequence).content)
  const key = fields.read(TAG.sequence)
  return { signed, key, commonName, ...wishesIn(fields) }
}

function wishesIn(fields: DerReader): Pick<CertificateRequest, 'names' | 'others'> {
  const wishes: Pick<CertificateRequest, 'names' | 'others'> = { names: [], others: [] }
  if (fields.atEnd) return wishes
  const attributes = fields.enter(ATTRIBUTES)
  while (!attributes.atEnd) {
    const attribute = attributes.enter(TAG.sequence)
    const id = attribute.read(TAG.oid).content.toString('hex')
    const values = attribute.enter(0x31)
    if (id === EXTENSION_REQUEST_DER) {
      for (const [extension, value] of extensionsIn(values.enter(TAG.sequence)))
        addWish(wishes, extension, value)
    }
  }
  return wishes
}

const WORDS: Record<string, string> = {
  [EXTENSION.keyUsage]: 'keyUsage',
  [EXTENSION.basicConstraints]: 'basicConstraints',
  [EXTENSION.extendedKeyUsage]: 'extendedKeyUsage',
  [EXTENSION.subjectKeyIdentifier]: 'subjectKeyIdentifier',
}

function addWish(
  wishes: Pick<CertificateRequest, 'names' | 'others'>,
  extension: string,
  value: Buffer,
): void {
  if (extension !== EXTENSION.subjectAltName) {
    wishes.others.push(WORDS[extension] ?? `extension ${dotted(extension)}`)
    return
  }
  for (const { tag, content } of generalNames(new DerReader(value).read(TAG.sequence).content)) {
    if (tag === GENERAL_NAME.dns) wishes.names.push(content.toString('latin1'))
    else if (tag === GENERAL_NAME.ip) wishes.names.push(addressText(content))
    else wishes.others.push('a name that is neither DNS name nor address')
  }
}

const addressText = (bytes: Buffer): string =>
  bytes.length === 4
    ? [...bytes].join('.')
    : canonicalAddress((bytes.toString('hex').match(/.{1,4}/g) ?? []).join(':'))

/** `551d0f` → `2.5.29.15`. */
function dotted(hex: string): string {
  const numbers: number[] = []
  let number = 0
  for (const byte of Buffer.from(hex, 'hex')) {
    number = number * 128 + (byte & 0x7f)
    if (byte >= 0x80) continue
    numbers.push(number)
    number = 0
  }
  const [first = 0, ...rest] = numbers
  const arc = Math.min(2, Math.floor(first / 40))
  return [arc, first - 40 * arc, ...rest].join('.')
}

const malformed = (reason: string): QdrantAuthError =>
  new QdrantAuthError('file-malformed', `the certificate request cannot be read: ${reason}`)
