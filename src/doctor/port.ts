import { QdrantAuthError } from '../errors.ts'
import type { TlsPort } from '../qdrant/tls/ports.ts'
import { isNoTls, servedBy } from '../server/tls.ts'
import { failureText } from './door.ts'
import type { PortFacts } from './facts.ts'

export interface PortTarget {
  name: TlsPort
  host: string
  number: number
  expected: boolean
}

interface Trust {
  authority: string | undefined
}

/** Limits of everything that is asked of a node. */
export interface Limits {
  /** Milliseconds for the whole node. */
  timeout: number
  /** Aborted when they are over, and by an interrupt. */
  deadline: AbortSignal
  /** Aborted by an interrupt alone. */
  interrupt: AbortSignal
}

/** What is at a port, from one handshake without a certificate. No credential is sent. */
export async function probePort(target: PortTarget, trust: Trust, limits: Limits): Promise<PortFacts> {
  const { name, host, number } = target
  const address = {
    url: `${host}:${number}`,
    kind: name === 'grpc' || name === 'p2p' ? ('grpc' as const) : ('rest' as const),
    host,
    port: number,
  }
  // The other half is for what is asked afterwards.
  const timeout = limits.timeout / 2
  try {
    const served = await servedBy(address, timeout, limits.deadline, { ...trust, greet: true })
    return { ...target, state: 'tls', served }
  } catch (error) {
    const reason = failureText(error, limits.interrupt, timeout)
    const cause = error instanceof QdrantAuthError ? (error.cause as NodeJS.ErrnoException) : undefined
    if (cause !== undefined && isNoTls(cause)) return { ...target, state: 'plain' }
    return { ...target, state: stateOf(cause), reason }
  }
}

/** Who answers a handshake by closing the connection may still speak plain text. */
function stateOf(cause: NodeJS.ErrnoException | undefined): PortFacts['state'] {
  if (cause === undefined || /no (answer|connection) in/.test(cause.message)) return 'silent'
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/.test(cause.code ?? '')) return 'closed'
  return /ETIMEDOUT/.test(cause.code ?? '') ? 'silent' : 'broken'
}
