import type { Outcome } from '../qdrant/config/outcome.ts'
import { portOf } from '../server/rest.ts'
import type { LocalFacts, NodeTarget } from './facts.ts'
import type { PortTarget } from './port.ts'

/** Ports that were given by hand; they go before the configuration's. */
export interface PortChoice {
  grpc: number | undefined
  metrics: number | undefined
  /** Whether the port of nodes among themselves is looked at, and which. */
  p2p: number | boolean
}

/**
 * The ports of a node: the one of its URL, and those that somebody said, on the command line, in the inventory or in the
 * config, in this order; gRPC and the node port also where Qdrant has them unless told otherwise.
 */
export function portsOf(
  { target, url }: { target: NodeTarget; url: URL },
  local: LocalFacts | undefined,
  choice: PortChoice,
): [PortTarget, ...PortTarget[]] {
  const outcome = local?.outcome?.starts === true ? local.outcome : undefined
  const rest = { name: 'rest' as const, ...placeOf(url), expected: true }
  const others = (['grpc', 'metrics', 'p2p'] as const).flatMap((name) => {
    const chosen = choice[name]
    if (chosen === false || (typeof chosen !== 'number' && name === 'grpc' && target.grpc === null)) return []
    const told = name === 'metrics' ? undefined : target[name]
    if (typeof chosen !== 'number' && told) return [{ name, ...placeOf(told), expected: true }]
    const port = typeof chosen === 'number' ? { number: chosen, expected: true } : ownPort(name, outcome)
    return port === undefined ? [] : [{ name, host: rest.host, ...port }]
  })
  return [rest, ...others]
}

const placeOf = (url: URL): { host: string; number: number } => ({
  host: url.hostname.replace(/^\[|\]$/g, ''),
  number: portOf(url),
})

const DEFAULTS = { grpc: 6334, metrics: undefined, p2p: 6335 }

/** Where the server listens by its config, or would without one. */
function ownPort(
  name: 'grpc' | 'metrics' | 'p2p',
  outcome: Outcome | undefined,
): { number: number; expected: boolean } | undefined {
  const configured = outcome?.ports[name]
  // A random port is known to nobody but the server's log.
  if (configured !== undefined)
    return configured.state === 'open' && configured.port
      ? { number: configured.port, expected: true }
      : undefined
  const number = DEFAULTS[name]
  return number === undefined ? undefined : { number, expected: false }
}
