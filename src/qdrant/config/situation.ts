import type { Values } from '../settings/values.ts'
import { judgeHost, LOOKUP_FAILURE } from './host.ts'
import type { LogLine } from './log.ts'
import type { Authentication, Outcome, Port } from './outcome.ts'
import { errnoText } from './server-files.ts'
import type { Surroundings } from './start.ts'

export type PortName = keyof Outcome['ports']

/** One way in which the ports may come up. */
export interface Situation {
  readonly values: Values
  readonly authentication: Authentication
  readonly surroundings: Surroundings
  /** Whether a name for a host is taken to lead to an address of the machine. */
  readonly resolves: boolean
  /** Who is at a port first where two want the same. */
  readonly order: readonly PortName[]
}

/** What became of one of the servers. */
export interface Opened {
  readonly port: Port
  readonly log: readonly LogLine[]
}

const IN_USE = 'Address already in use (os error 98)'
const DENIED = 'Permission denied (os error 13)'

/** What keeps any of the servers from a port, before or after TLS is set up. */
export function bindFault(name: PortName, port: number, situation: Situation): string | undefined {
  const { values, surroundings, resolves, order } = situation
  const text = values.text('service.host') ?? ''
  const host = judgeHost(text)
  if (text.includes('\0')) return errnoText('NUL')
  if (!resolves) return LOOKUP_FAILURE
  if ('fault' in host && host.fault !== undefined) return host.fault
  if (port > 0 && port < 1024 && !surroundings.privileged) return DENIED
  const before = order.slice(0, order.indexOf(name))
  return port > 0 && before.some((other) => portOf(other, values) === port) ? IN_USE : undefined
}

/** The port a server asks for. */
export function portOf(name: PortName, values: Values): number | undefined {
  if (name === 'p2p') return values.flag('cluster.enabled') ? values.port('cluster.p2p.port') : undefined
  return values.port(`service.${name === 'rest' ? 'http' : name}_port`)
}

/** The address must be written as one; a name is a panic of its thread. */
export const isAddress = (values: Values): boolean =>
  judgeHost(values.text('service.host') ?? '').kind === 'address'
