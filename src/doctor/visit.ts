import { isPrivate } from '../server/rest.ts'
import type { Examination, Patient } from './examine.ts'
import { type PortFacts, urlOf } from './facts.ts'
import type { Limits } from './port.ts'

/** What is known when the questions begin. */
export interface Visit {
  patient: Patient
  examination: Examination
  limits: Limits
  authority: string | undefined
  ports: readonly PortFacts[]
  /** Name of nothing on the server. */
  scratch: string
}

/** A port that answers; one that demands a certificate is asked nothing where there is none to show. */
export function reachablePort(name: PortFacts['name'], { ports, examination }: Visit): PortFacts | undefined {
  const port = ports.find((one) => one.name === name)
  const demands = port?.served?.demandsCertificate === true && examination.identity === undefined
  return (port?.state === 'plain' || port?.state === 'tls') && !demands ? port : undefined
}

/** Why no real credential may go there; undefined where it may. */
export function reasonNotToSend(port: PortFacts, { examination }: Visit) {
  if (port.state === 'tls')
    return port.served?.distrust === undefined ? undefined : ('untrusted certificate' as const)
  return isPrivate(urlOf(port)) || examination.allowPlaintext ? undefined : ('plain text' as const)
}

/** Where and how to ask a port; `open` for what carries no secret, and is asked whoever the server is. */
export function endpointAt(
  port: PortFacts,
  { patient, examination, limits, authority }: Visit,
  open: boolean,
) {
  return {
    url: urlOf(port, port.name === 'rest' ? patient.target.url?.pathname : '/'),
    authority,
    identity: examination.identity,
    unverified: open,
    allowPlaintext: open || examination.allowPlaintext,
    timeout: limits.timeout,
    signal: limits.deadline,
  }
}
