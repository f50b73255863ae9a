import { QdrantAuthError } from '../errors.ts'
import type { Authority } from './authority.ts'
import type { Entropy } from './entropy.ts'
import { certifyKey } from './issue.ts'
import { describeKey, isServerKeyType, KEY_TYPES } from './key-types.ts'
import { nameText, parseNames } from './names.ts'
import type { Role } from './profiles.ts'
import { type CertificateRequest, readRequest } from './request.ts'

export interface SignShape {
  role: Role
  days: number
  /** Instead of the names asked for, where given. */
  names?: readonly string[]
}

export interface SignedRequest {
  certificatePem: string
  request: CertificateRequest
  /** Names it got. */
  names: string[]
}

/**
 * Signs a request. The role decides all extensions; of what was asked for only names are granted, and those are checked
 * as if they had been typed.
 */
export function signRequest(
  pem: Uint8Array,
  shape: SignShape,
  authority: Authority,
  now: Date,
  entropy: Entropy,
): SignedRequest {
  const request = readRequest(pem)
  const { publicKey } = request
  const type = describeKey(publicKey)
  if (!isServerKeyType(type)) {
    throw new QdrantAuthError(
      'bad-value',
      `the request is for a key of type ${type}, which Qdrant does not take`,
      {
        hints: [`make it with one of ${KEY_TYPES.join(', ')}`],
      },
    )
  }
  const names = parseNames(shape.names ?? request.names)
  if (names.length === 0 && shape.role !== 'client') {
    throw new QdrantAuthError(
      'bad-value',
      'the request names no host, and a server without one is refused by all',
      {
        hints: ['give its names: --name'],
      },
    )
  }
  const texts = names.map(nameText)
  // A name has at least one character (RFC 5280 appendix A, DirectoryString).
  const commonName = request.commonName || texts[0] || shape.role
  const certificatePem = certifyKey(
    { role: shape.role, commonName, names, days: shape.days, publicKey },
    authority,
    now,
    entropy,
  )
  return { certificatePem, request, names: texts }
}
