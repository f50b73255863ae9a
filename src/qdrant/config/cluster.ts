import type { Values } from '../settings/values.ts'
import { violations } from '../settings/warnings.ts'
import { endWith, panic } from './ended.ts'
import { type LogLine, line } from './log.ts'
import type { Surroundings } from './start.ts'
import { p2pTls } from './tls-files.ts'
import { isSameUri } from './uri.ts'

const CONSENSUS = 'src/main.rs at line 625'

/** What a node does before it listens (src/main.rs, src/consensus.rs). Throws Ended. */
export function startCluster(values: Values, log: LogLine[], surroundings: Surroundings): void {
  const { uri, bootstrap } = surroundings.arguments
  const same = uri !== undefined && bootstrap !== undefined && isSameUri(uri, bootstrap)
  if (same)
    log.push(
      line(
        'WARN',
        'qdrant',
        'Bootstrap URI is the same as this peer URI. Consider this peer as a first in a new deployment.',
      ),
    )
  const clustered = values.flag('cluster.enabled')
  if (clustered) checkFiles(values, surroundings)
  checkQuotas(values, surroundings)
  if (!clustered) {
    log.push(line('INFO', 'qdrant', 'Distributed mode disabled'))
    return
  }
  if (values.port('cluster.p2p.port') === undefined)
    throw panic('src/consensus.rs at line 94', 'P2P port is not set')
  if (values.integer('cluster.consensus.max_message_queue_size') === 0n)
    throw panic('src/consensus.rs at line 104', 'mpsc bounded channel requires buffer > 0')
  if (values.integer('cluster.peer_id') === 0n)
    throw panic(CONSENSUS, "Can't initialize consensus: invalid node id")
  if (uri === undefined && (bootstrap === undefined || same) && isNewNode(values, surroundings))
    throw panic(
      CONSENSUS,
      "Can't initialize consensus: Failed to initialize Consensus for new Raft state\n\nCaused by:\n    First peer should specify its uri.",
    )
}

/** The certificates are read for the calls to other nodes first; what tonic makes of them shows when it listens. */
function checkFiles(values: Values, { files }: Surroundings): void {
  const fault = values.flag('cluster.p2p.enable_tls') ? p2pTls(values, files) : undefined
  if (fault?.exit === 1) throw endWith(fault.error)
}

/** A node that has been in a cluster keeps what it needs to know. */
function isNewNode(values: Values, { files }: Surroundings): boolean {
  return files.kindOf(inStorage(values, 'raft_state.json')) !== 'file'
}

const QUOTAS = 'storage.quotas.'

/** The one rule of a validator that is not left at a warning, unless an earlier start has kept its quotas. */
function checkQuotas(values: Values, { files }: Surroundings): void {
  if (files.kindOf(inStorage(values, 'quota.json')) === 'file') return
  const faults = violations(values)
    .filter(({ path }) => path.startsWith(QUOTAS))
    .map(({ path }) => `${path.slice(QUOTAS.length)}: range`)
  // Of several the server's own order is random.
  if (faults.length > 0) throw endWith(`Bad request: Invalid quota config: [${faults.join('; ')}]`)
}

function inStorage(values: Values, name: string): string {
  const storage = values.text('storage.storage_path') ?? ''
  return storage === '' ? name : `${storage}/${name}`
}
