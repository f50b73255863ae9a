import type { Values } from '../settings/values.ts'
import { Ended } from './ended.ts'
import { uploadsFault } from './folders.ts'
import { openGrpc, openP2p } from './grpc.ts'
import { judgeHost } from './host.ts'
import type { LogLine } from './log.ts'
import type { Authentication, Outcome } from './outcome.ts'
import { openMetrics, openRest, staticFolder } from './rest.ts'
import type { PortName, Situation } from './situation.ts'
import type { Surroundings } from './start.ts'

/** The server is up, with the ports that came about. */
export interface Listening {
  readonly ports: Outcome['ports']
  readonly dashboard: boolean
  readonly log: readonly LogLine[]
}

/** Every way the ports may come up. */
export function listen(
  values: Values,
  authentication: Authentication,
  surroundings: Surroundings,
): (Listening | Ended)[] {
  const host = judgeHost(values.text('service.host') ?? '')
  const lookups = host.kind === 'name' ? [true, false] : [host.kind !== 'no-name']
  return lookups.flatMap((resolves) =>
    ordersOf(values).map((order) => attempt({ values, authentication, surroundings, resolves, order })),
  )
}

/** The node port is first, REST before gRPC; the metrics port is a race. */
function ordersOf(values: Values): (readonly PortName[])[] {
  const metrics = values.port('service.metrics_port')
  const usual = ['p2p', 'rest', 'metrics', 'grpc'] as const
  if (metrics === undefined || metrics === 0) return [usual]
  if (metrics === values.port('service.http_port')) return [usual, ['p2p', 'metrics', 'rest', 'grpc']]
  return metrics === values.port('service.grpc_port') ? [usual, ['p2p', 'rest', 'grpc', 'metrics']] : [usual]
}

function attempt(situation: Situation): Listening | Ended {
  try {
    return open(situation)
  } catch (error) {
    if (!(error instanceof Ended)) throw error
    return error.after(error.exitCode === 101 ? logOfOthers(situation) : errorsOfMetrics(situation))
  }
}

/** The metrics server has less to do before it stumbles over the same as REST, and was first in every start seen. */
function errorsOfMetrics(situation: Situation): LogLine[] {
  if (situation.values.flag('cluster.enabled')) return []
  return openMetrics(situation).log.filter(({ level }) => level === 'ERROR')
}

/**
 * A panic takes its time: the others have got to their own errors when the node port, or REST alone, takes the process along.
 * REST's panic over its folder takes longer than that of the node port, since the error holds a backtrace of its own.
 */
function logOfOthers(situation: Situation): LogLine[] {
  const { values, surroundings } = situation
  const isClustered = values.flag('cluster.enabled')
  const isSlow = uploadsFault(values, surroundings.files) !== undefined
  const rest = isClustered && !isSlow ? openRest(situation).log : []
  const others = isClustered ? situation : withoutRest(situation)
  const lines = [...rest, ...openMetrics(others).log, ...openGrpc(others).log]
  return lines.filter(({ level }) => level !== 'INFO')
}

/** REST has not got as far as its port, or not got it. */
const withoutRest = (situation: Situation): Situation => ({
  ...situation,
  order: situation.order.filter((name) => name !== 'rest'),
})

function open(situation: Situation): Listening {
  const p2p = openP2p(situation)
  const rest = openRest(situation)
  const others = rest.port.state === 'failed' ? withoutRest(situation) : situation
  const metrics = openMetrics(others)
  const grpc = openGrpc(others)
  return {
    ports: { rest: rest.port, grpc: grpc.port, metrics: metrics.port, p2p: p2p.port },
    dashboard: rest.port.state === 'open' && staticFolder(situation).exists,
    log: [...p2p.log, ...rest.log, ...metrics.log, ...grpc.log],
  }
}
