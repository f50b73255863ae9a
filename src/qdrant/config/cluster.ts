import type { Values } from '../settings/values.ts'
import { violations } from '../settings/warnings.ts'
import { type Ended, endWith, panic } from './ended.ts'
import { prepareFolders, writeState } from './folders.ts'
import { checkAliases, hasKeptQuotas, type KeptState, keptState, quotaFault } from './kept.ts'
import { type LogLine, line } from './log.ts'
import type { ServerFiles } from './server-files.ts'
import { recoverSnapshots } from './snapshots.ts'
import type { Surroundings } from './start.ts'
import { p2pTls } from './tls-files.ts'
import { isSameUri } from './uri.ts'

const CONSENSUS = 'src/main.rs at line 625'

/** What a server does between its folder of data and its ports (src/main.rs, src/consensus.rs). Throws Ended. */
export function startCluster(values: Values, log: LogLine[], surroundings: Surroundings): void {
  const { files } = surroundings
  const { uri, bootstrap, reinit } = surroundings.arguments
  const same = uri !== undefined && bootstrap !== undefined && isSameUri(uri, bootstrap)
  if (same)
    log.push(
      line(
        'WARN',
        'qdrant',
        'Bootstrap URI is the same as this peer URI. Consider this peer as a first in a new deployment.',
      ),
    )
  const kept = keptState(values, files)
  if (kept === undefined) writeState(values, files)
  recoverSnapshots(surroundings.arguments, values, files)
  const clustered = values.flag('cluster.enabled')
  checkPermits(values.integer('storage.performance.optimizer_cpu_budget') ?? 0n)
  checkPermits(values.integer('storage.performance.optimizer_io_budget') ?? 0n)
  if (clustered) checkConnections(values, surroundings)
  prepareFolders(values, files)
  checkQuotas(values, files)
  checkAliases(values, files)
  checkPermits(values.integer('storage.performance.update_rate_limit') ?? 0n)
  if (!clustered) {
    log.push(line('INFO', 'qdrant', 'Distributed mode disabled'))
    return
  }
  if (values.port('cluster.p2p.port') === undefined)
    throw panic('src/consensus.rs at line 94', 'P2P port is not set')
  checkQueue(values.integer('cluster.consensus.max_message_queue_size') ?? 0n)
  if ((kept?.peerId ?? values.integer('cluster.peer_id')) === 0n)
    throw panic(CONSENSUS, "Can't initialize consensus: invalid node id")
  if (!reinit && kept?.isNew === false) rejoin(kept, uri, log)
  else join(uri, same ? undefined : bootstrap, values)
}

/** The first node of a cluster, or one that asks another to be let in. */
function join(uri: string | undefined, bootstrap: string | undefined, values: Values): void {
  if (bootstrap === undefined) {
    if (uri === undefined) throw noConsensus('    First peer should specify its uri.')
    return
  }
  const fault = bootstrapFault(bootstrap, values)
  // The library says it twice.
  const causes = ['Failed to create timeout channel', 'transport error', fault, fault]
  if (fault !== undefined) throw noConsensus(causes.map((cause, at) => `    ${at}: ${cause}`).join('\n'))
}

const noConsensus = (causes: string): Ended =>
  panic(
    CONSENSUS,
    `Can't initialize consensus: Failed to initialize Consensus for new Raft state\n\nCaused by:\n${causes}`,
  )

/** A node that has been in a cluster tells the others of a new address; whether one of them answers is not looked at. */
function rejoin({ peerId, addresses }: KeptState, uri: string | undefined, log: LogLine[]): void {
  const own = addresses.get(String(peerId))
  if (own === undefined || uri === undefined || isSameUri(own, uri) || addresses.size > 1) return
  for (const retry of [1, 2, 3])
    log.push(line('WARN', 'qdrant::consensus', `Retrying recovering from known peers (retry ${retry})`))
  throw panic(
    CONSENSUS,
    "Can't initialize consensus: Failed to recover Consensus from existing Raft state\n\nCaused by:\n    Failed to recover from any known peers",
  )
}

/** What no node can be called by. Whether there is one at an address that can is not looked at. */
function bootstrapFault(uri: string, values: Values): string | undefined {
  const scheme = /^([^:/?#]+):\/\//.exec(uri)?.[1]?.toLowerCase()
  if (scheme === undefined) return 'invalid URL, scheme is missing'
  return scheme === 'https' && !values.flag('cluster.p2p.enable_tls')
    ? 'Connecting to HTTPS without TLS enabled'
    : undefined
}

/** The certificates are read for the calls to other nodes first; what tonic makes of them shows when it listens. */
function checkConnections(values: Values, { files }: Surroundings): void {
  const fault = values.flag('cluster.p2p.enable_tls') ? p2pTls(values, files) : undefined
  if (fault?.exit === 1) throw endWith(fault.error)
  if (values.integer('cluster.p2p.connection_pool_size') === 0n)
    throw panic(
      'lib/api/src/grpc/transport_channel_pool.rs at line 151',
      'called `Option::unwrap()` on a `None` value',
    )
}

function checkQueue(length: bigint): void {
  if (length === 0n) throw panic('src/consensus.rs at line 104', 'mpsc bounded channel requires buffer > 0')
  checkPermits(length)
}

const MOST_PERMITS = 2n ** 61n - 1n

/** What tokio's semaphore holds. */
function checkPermits(permits: bigint): void {
  if (permits > MOST_PERMITS)
    throw panic(
      'tokio-1.53.1/src/sync/batch_semaphore.rs at line 141',
      `a semaphore may not have more than MAX_PERMITS permits (${MOST_PERMITS})`,
    )
}

const QUOTAS = 'storage.quotas.'

/** The one rule of a validator that is not left at a warning, unless an earlier start has kept its quotas. */
function checkQuotas(values: Values, files: ServerFiles): void {
  if (hasKeptQuotas(values, files)) return
  const faults = violations(values).filter(({ path }) => path.startsWith(QUOTAS))
  if (faults.length > 0) throw quotaFault(faults.map(({ path }) => path.slice(QUOTAS.length)))
}
