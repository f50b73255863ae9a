import { has } from '../qdrant/versions.ts'
import type { SecretName } from './settings.ts'

/** What a node has in its config: `service.api_key` and `service.alt_api_key`. */
export interface KeyState {
  readonly api: SecretName
  readonly alt: SecretName | undefined
}

/** What decides about a node in a rotation. Whatever is not known counts as the less safe of its possibilities. */
export interface NodeFacts {
  readonly name: string
  /** Undefined where nobody could be asked. */
  readonly version: string | undefined
  /** The effective `service.enforce_internal_auth`; undefined where the config could not be read. */
  readonly enforces: boolean | undefined
}

/** Whether a node lets a key in, on public ports and with enforcement on the internal one; tokens go with the key they are signed with. */
export const accepts = ({ api, alt }: KeyState, key: SecretName, node: NodeFacts): boolean =>
  api === key || (alt === key && knowsAlternate(node))

/** Before 1.17 `alt_api_key` is ignored without a word. */
export const knowsAlternate = ({ version }: NodeFacts): boolean =>
  version !== undefined && has(version, 'altApiKey')

/** Whether a node asks its peers for a key (1.18; older ones ignore the setting). */
export const checksPeers = ({ version, enforces }: NodeFacts): boolean =>
  enforces !== false && (version === undefined || has(version, 'enforceInternalAuth'))

/** The key a node shows its peers: always `api_key`, and before 1.18 none (src/main.rs, transport_channel_pool.rs). */
export const shownToPeers = ({ api }: KeyState, { version }: NodeFacts): SecretName | undefined =>
  version === undefined || has(version, 'enforceInternalAuth') ? api : undefined
