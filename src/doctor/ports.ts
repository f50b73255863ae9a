import type { Outcome } from '../qdrant/config/outcome.ts'
import type { LocalFacts } from './facts.ts'
import type { PortTarget } from './port.ts'

/** Ports that were given by hand; they go before the configuration's. */
export interface PortChoice {
  grpc: number | undefined
  metrics: number | undefined
  /** Whether the port of nodes among themselves is looked at, and which. */
  p2p: number | boolean
}

/** The ports of a node: the one of its URL, and those that somebody said or that Qdrant has unless told otherwise. */
export function portsOf(url: URL, local: LocalFacts | undefined, choice: PortChoice): PortTarget[] {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const outcome = local?.outcome?.starts === true ? local.outcome : undefined
  const rest = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  const others = (['grpc', 'metrics', 'p2p'] as const).flatMap((name) => {
    const port = otherPort(name, outcome, choice)
    return port === undefined ? [] : [{ name, host, ...port }]
  })
  return [{ name: 'rest', host, number: rest, expected: true }, ...others]
}

const DEFAULTS = { grpc: 6334, metrics: undefined, p2p: 6335 }

function otherPort(
  name: 'grpc' | 'metrics' | 'p2p',
  outcome: Outcome | undefined,
  choice: PortChoice,
): { number: number; expected: boolean } | undefined {
  const chosen = choice[name]
  if (typeof chosen === 'number') return { number: chosen, expected: true }
  if (chosen === false) return undefined
  const configured = outcome?.ports[name]
  // A random port is known to nobody but the server's log.
  if (configured !== undefined)
    return configured.state === 'open' && configured.port
      ? { number: configured.port, expected: true }
      : undefined
  const number = DEFAULTS[name]
  return number === undefined ? undefined : { number, expected: false }
}
