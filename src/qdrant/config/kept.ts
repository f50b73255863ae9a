import { field, jsonFault } from '../json/fault.ts'
import { type JsonNode, readJson } from '../json/read.ts'
import type { Values } from '../settings/values.ts'
import { endWith } from './ended.ts'
import { INTERNAL, inStorage } from './folders.ts'
import { errnoText, type ServerFiles } from './server-files.ts'

/*
 * What earlier starts left in the folder of data. A server ends that cannot read one of these files. Where serde_json's own
 * words are not known here the text of the error ends before them.
 */

/** What a node knows of itself and its cluster (storage/src/content_manager/consensus/persistent.rs). */
export interface KeptState {
  readonly peerId: bigint
  /** It was never part of a cluster: a node alone keeps such a file too. */
  readonly isNew: boolean
  /** URIs of the nodes it knows, itself among them, by their number. */
  readonly addresses: ReadonlyMap<string, string>
}

/** Undefined where there is no state, or one that is too large to look at. Throws Ended. */
export function keptState(values: Values, files: ServerFiles): KeptState | undefined {
  const path = inStorage(values, 'raft_state.json')
  const node = readKept(path, files, `${INTERNAL}json (de)serialization error`, INTERNAL)
  if (node === undefined || node === 'not-read') return undefined
  const term = field(field(field(node, 'state'), 'hard_state'), 'term')
  const [id, addresses] = [field(node, 'this_peer_id'), field(node, 'peer_address_by_id')]
  if (term?.kind !== 'u64' || id?.kind !== 'u64' || addresses?.kind !== 'object')
    throw endWith(`${INTERNAL}json (de)serialization error`)
  return {
    peerId: id.value,
    isNew: term.value === 0n,
    addresses: new Map(
      addresses.entries.flatMap(({ key, value }) =>
        value.kind === 'string' ? [[key.value, value.value] as const] : [],
      ),
    ),
  }
}

const LIMITS = ['max_resident_memory_percent', 'max_disk_usage_percent'] as const
const MARGIN = 'release_margin_percent'
const MOST_U8 = 255n

/** Whether quotas were kept, which then count instead of the settings (shard/src/quota). Throws Ended. */
export function hasKeptQuotas(values: Values, files: ServerFiles): boolean {
  const path = inStorage(values, 'quota.json')
  const unreadable = `${INTERNAL}Failed to read quota config: Failed to (de)serialize from/to json`
  const denied = `${INTERNAL}Failed to read quota config: Failed to perform io operation: `
  const node = readKept(path, files, unreadable, denied)
  if (node === undefined) return false
  if (node === 'not-read' || node.kind === 'list') return true
  const numbers = [...LIMITS, MARGIN].map((name) => ({ name, value: field(node, name) ?? NULL }))
  const enabled = field(node, 'enabled')
  const isTyped =
    node.kind === 'object' &&
    (enabled === undefined || enabled.kind === 'boolean') &&
    numbers.every(({ value }) => value.kind === 'null' || (value.kind === 'u64' && value.value <= MOST_U8))
  if (!isTyped) throw endWith(unreadable)
  const faults = numbers.filter(({ name, value }) => {
    if (value.kind !== 'u64') return false
    return value.value > 100n || (value.value === 0n && name !== MARGIN)
  })
  if (faults.length > 0) throw quotaFault(faults.map(({ name }) => name))
  return true
}

const NULL: JsonNode = { kind: 'null' }

/** Of several the server's own order is random. */
export const quotaFault = (names: readonly string[]) =>
  endWith(`Bad request: Invalid quota config: [${names.map((name) => `${name}: range`).join('; ')}]`)

/** The aliases of collections (storage/src/content_manager/alias_mapping.rs). Throws Ended. */
export function checkAliases(values: Values, files: ServerFiles): void {
  const folder = inStorage(values, 'aliases')
  const kind = files.kindOf(folder)
  const made = kind === undefined ? files.makeFailure(folder) : undefined
  if (made !== undefined)
    throw endWith(`${INTERNAL}failed to create directory \`${folder}\`: ${errnoText(made)}`)
  const path = `${folder}/data.json`
  if (files.kindOf(path) === undefined) {
    const fault = kind === 'file' ? 'ENOTDIR' : files.writeFailure(folder)
    // Behind it comes a name that is made up at each start.
    if (fault !== undefined) throw endWith(`${INTERNAL}${errnoText(fault)}`)
    return
  }
  const unreadable = `${INTERNAL}Failed to deserialize ${path}`
  const node = readKept(path, files, unreadable, INTERNAL)
  if (node === undefined || node === 'not-read') return
  if (node.kind !== 'object' || node.entries.some(({ value }) => value.kind !== 'string'))
    throw endWith(unreadable)
}

/** Undefined where nothing is. Throws Ended, with `unreadable` before what is wrong with the content, or `denied` before what keeps it closed. */
function readKept(
  path: string,
  files: ServerFiles,
  unreadable: string,
  denied: string,
): JsonNode | 'not-read' | undefined {
  if (files.kindOf(path) === undefined) return undefined
  const content = files.read(path)
  // Closed to us, but not known to be closed to the server's user, who keeps these files to himself.
  if (content === 'EACCES' && files.writeFailure(path) === undefined) return 'not-read'
  if (content === 'not-read') return content
  if (content === 'EISDIR')
    throw endWith(`${unreadable}: failed to read from file \`${path}\`: ${errnoText(content)}`)
  if (typeof content === 'string')
    throw endWith(`${denied}failed to open file \`${path}\`: ${errnoText(content)}`)
  const node = readJson(content)
  if (node !== undefined) return node
  const fault = jsonFault(content)
  throw endWith(fault === undefined ? unreadable : `${unreadable}: ${fault}`)
}
