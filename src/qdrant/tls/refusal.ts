/**
 * Reasons for which webpki refuses a certificate, by its own names (rustls-webpki 0.103.13, src/error.rs), each with
 * its rank (where several paths fail, the highest is reported) and the TLS alert the other side gets
 * (rustls 0.23.42, src/webpki/mod.rs and src/error.rs).
 */
const REFUSALS = {
  CertNotValidYet: [290, 'certificate expired'],
  CertExpired: [290, 'certificate expired'],
  CertNotValidForName: [280, 'bad certificate'],
  InvalidSignatureForPublicKey: [260, 'decrypt error'],
  SignatureAlgorithmMismatch: [250, 'certificate unknown'],
  EmptyEkuExtension: [245, 'certificate unknown'],
  RequiredEkuNotFound: [240, 'unsupported certificate'],
  NameConstraintViolation: [230, 'certificate unknown'],
  PathLenConstraintViolated: [220, 'certificate unknown'],
  CaUsedAsEndEntity: [210, 'certificate unknown'],
  EndEntityUsedAsCa: [210, 'certificate unknown'],
  InvalidCertValidity: [190, 'certificate expired'],
  InvalidNetworkMaskConstraint: [180, 'certificate unknown'],
  UnsupportedSignatureAlgorithmForPublicKey: [150, 'decrypt error'],
  UnsupportedSignatureAlgorithm: [140, 'decrypt error'],
  UnsupportedCriticalExtension: [130, 'certificate unknown'],
  UnsupportedCertVersion: [130, 'certificate unknown'],
  MaximumPathDepthExceeded: [61, 'certificate unknown'],
  MalformedDnsIdentifier: [60, 'certificate unknown'],
  MalformedNameConstraint: [50, 'certificate unknown'],
  TrailingData: [40, 'bad certificate'],
  ExtensionValueInvalid: [30, 'certificate unknown'],
  BadDerTime: [20, 'bad certificate'],
  BadDer: [10, 'bad certificate'],
  MaximumSignatureChecksExceeded: [0, 'certificate unknown'],
  UnknownIssuer: [0, 'unknown CA'],
} as const satisfies Record<string, readonly [rank: number, alert: string]>

export type RefusalReason = keyof typeof REFUSALS

/** Thrown inside this folder and caught at its doors: a refusal is an answer, not a failure. */
export class Refusal extends Error {
  readonly reason: RefusalReason

  constructor(reason: RefusalReason) {
    super(reason)
    this.reason = reason
  }
}

export function refuse(reason: RefusalReason): never {
  throw new Refusal(reason)
}

/** The reason an action was refused for, undefined when it was not. */
export function refusalOf(action: () => void): RefusalReason | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.reason
    throw error
  }
}

/** What a reader gives, undefined where it refuses. */
export function unlessRefused<T>(read: () => T): T | undefined {
  let value: T | undefined
  refusalOf(() => {
    value = read()
  })
  return value
}

export const alertOf = (reason: RefusalReason): string => REFUSALS[reason][1]

/** Of two reasons the more telling one; the earlier where they are alike. */
export const moreSpecific = (earlier: RefusalReason, later: RefusalReason): RefusalReason =>
  REFUSALS[earlier][0] >= REFUSALS[later][0] ? earlier : later
