import type { X509Certificate } from 'node:crypto'
import { verifyPeer } from '../qdrant/tls/path.ts'
import { bundlePem, holdsAuthority, withoutAuthority } from './bundle.ts'
import { certificatesOf } from './pem-file.ts'
import { servesAs } from './usages.ts'

/**
 * A CA is replaced in three phases, with a restart of every node after each: first everybody trusts both, then everybody
 * gets a certificate of the new one, then nobody trusts the old one any more. At no moment does anybody meet a
 * certificate it does not trust, however slowly the restarts go.
 */
export const PHASES = ['bundle', 'reissue', 'drop'] as const

export type Phase = (typeof PHASES)[number]

/** A node or client with its files. */
export interface Member {
  name: string
  /** Its CA file. */
  trustPem: string
  /** Its own certificate file, leaf first. */
  certificatePem: string
}

export interface AuthorityPair {
  old: X509Certificate
  new: X509Certificate
}

/** Where the files are: the first phase that is not done by all members, `undefined` when the old CA is gone. */
export function currentPhase(members: readonly Member[], authorities: AuthorityPair): Phase | undefined {
  return PHASES.find((phase) => membersToChange(phase, members, authorities).length > 0)
}

/** Members whose files a phase has not changed yet. */
export const membersToChange = (
  phase: Phase,
  members: readonly Member[],
  authorities: AuthorityPair,
): Member[] => members.filter((member) => !isDone(phase, member, authorities))

function isDone(phase: Phase, { trustPem, certificatePem }: Member, authorities: AuthorityPair): boolean {
  if (phase === 'bundle') return holdsAuthority(trustPem, authorities.new)
  if (phase === 'drop') return !holdsAuthority(trustPem, authorities.old)
  const [leaf] = certificatesOf(certificatePem).certificates
  return leaf?.checkIssued(authorities.new) === true && leaf.verify(authorities.new.publicKey)
}

/** The CA file of a member in a phase. The new CA stands first, for clients that look at one certificate only. */
export function trustIn(phase: Phase, { trustPem }: Member, authorities: AuthorityPair): string {
  return phase === 'drop'
    ? bundlePem(String(authorities.new), withoutAuthority(trustPem, authorities.old))
    : bundlePem(String(authorities.new), trustPem)
}

export interface PeerRefusal {
  presents: string
  trusts: string
  /** By webpki's name. */
  error: string
}

/** Who would refuse whom with these files. Nothing may be installed while anybody would. */
export function refusalsAmong(members: readonly Member[], now: Date): PeerRefusal[] {
  // Hundreds of members trust the same one or two files.
  const rootsOf = new Map(
    members.map(({ trustPem }) => [trustPem, certificatesOf(trustPem).certificates.map(({ raw }) => raw)]),
  )
  return members.flatMap((presenting) => {
    const { certificates } = certificatesOf(presenting.certificatePem)
    const chain = certificates.map(({ raw }) => raw)
    const role = servesAs(certificates[0], 'server') ? 'server' : 'client'
    const errors = new Map(
      [...rootsOf].map(([trustPem, roots]) => {
        const verdict = verifyPeer({ chain, role }, roots, now)
        return [trustPem, verdict.accepted ? undefined : verdict.error]
      }),
    )
    return members.flatMap(({ name, trustPem }) => {
      const error = errors.get(trustPem)
      return error === undefined ? [] : [{ presents: presenting.name, trusts: name, error }]
    })
  })
}
