import { setMaxListeners } from 'node:events'
import type { CertificateFile } from '../certs/rule.ts'
import { addressesOf } from '../server/resolve.ts'
import type { Identity } from '../server/rest.ts'
import { scratchTrial } from './active.ts'
import { failureText } from './door.ts'
import type { Credential, LocalFacts, NodeFacts, NodeTarget } from './facts.ts'
import { type Limits, probePort } from './port.ts'
import { type PortChoice, portsOf } from './ports.ts'
import { questions } from './questions.ts'

export interface Examination {
  /** File of the CA; the node's own `tls.ca_cert` without it, and the system's where there is none. */
  authority: CertificateFile | undefined
  identity: Identity | undefined
  allowPlaintext: boolean
  ports: PortChoice
  tryKnownKeys: boolean
  /** Also makes a collection, and removes it. */
  active: boolean
  /** Milliseconds for a whole node. */
  timeout: number
  signal: AbortSignal
  random(count: number): Uint8Array
  now: Date
}

/** A target whose files are read already. */
export interface Patient {
  target: NodeTarget
  local: LocalFacts | undefined
  /** Meant for it. */
  mine: readonly Credential[]
  /** Those and the ones of the other nodes. */
  credentials: readonly Credential[]
}

/** Asks a node everything, from its name to its version. Without `active` nothing is written. */
export async function examine(patient: Patient, examination: Examination): Promise<NodeFacts> {
  const { target, local } = patient
  const nothing: NodeFacts = {
    target,
    local,
    addresses: [],
    unresolved: undefined,
    ports: [],
    root: undefined,
    doors: {},
    unsent: {},
    cors: undefined,
    dashboard: undefined,
    metrics: undefined,
    peers: undefined,
    active: undefined,
    mine: patient.mine,
    hasAuthority: authorityOf(patient, examination) !== undefined,
    hasIdentity: examination.identity !== undefined,
    now: examination.now,
  }
  if (target.url === undefined) return nothing
  const limits = limitsOf(examination)
  const wanted = portsOf({ target, url: target.url }, local, examination.ports)
  const resolved = await resolve(wanted[0].host, limits)
  if ('unresolved' in resolved) return { ...nothing, ...resolved }
  const trust = { authority: pemOf(authorityOf(patient, examination)) }
  const ports = await Promise.all(wanted.map((port) => probePort(port, trust, limits)))
  const scratch = `qdrant-auth-doctor-${Buffer.from(examination.random(8)).toString('hex')}`
  const visit = { patient, examination, limits, ...trust, ports, scratch }
  const found = await questions(visit)
  const active = examination.active ? await scratchTrial(visit, found.doors.rest) : undefined
  return { ...nothing, ...resolved, ports, ...found, active }
}

/** What certificates are held against. */
export const authorityOf = (
  { local }: Patient,
  { authority }: Pick<Examination, 'authority'>,
): CertificateFile | undefined => authority ?? local?.authority

const pemOf = (file: CertificateFile | undefined): string | undefined =>
  file && Buffer.from(file.bytes).toString('utf8')

function limitsOf({ timeout, signal }: Examination): Limits {
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(timeout)])
  // Every call under way listens to it.
  setMaxListeners(0, deadline)
  return { timeout, deadline, interrupt: signal }
}

async function resolve(
  host: string,
  { deadline, interrupt, timeout }: Limits,
): Promise<{ addresses: string[] } | { unresolved: string }> {
  try {
    return { addresses: await addressesOf(host, deadline) }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    return { unresolved: code ?? failureText(error, interrupt, timeout) }
  }
}
