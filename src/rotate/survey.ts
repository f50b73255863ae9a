import { QdrantAuthError } from '../errors.ts'
import { fingerprint } from '../keys/fingerprint.ts'
import type { EffectiveConfig } from '../qdrant/config/effective.ts'
import type { Answer } from '../server/rest.ts'
import { greetingIn } from '../server/version.ts'
import type { NodeFacts } from './keys.ts'
import { knownVersion } from './process.ts'

/** What was found out about a node; keys by their fingerprints. */
export interface NodeSurvey extends NodeFacts {
  /** Undefined where the config was not read, null where it sets none. */
  apiKey: string | null | undefined
  alternateKey: string | null | undefined
  readOnlyKey: string | null | undefined
}

export interface NodeSources {
  name: string
  config: EffectiveConfig | undefined
  /** The node's answer to `GET /`, which asks for no credential. */
  root: Answer | undefined
}

/** Facts from what a node answers and what its config says. What is random in the config counts as unknown. */
export function surveyOf({ name, config, root }: NodeSources): NodeSurvey {
  const outcome = config?.outcomes.length === 1 ? config.outcomes[0] : undefined
  const key = (path: string): string | null | undefined => {
    if (outcome === undefined) return undefined
    const text = outcome.values.text(path)
    return text === undefined || text === '' ? null : fingerprint(text)
  }
  return {
    name,
    version: root === undefined ? undefined : versionIn(root),
    // A node that is no member of a cluster has no peers to refuse.
    enforces:
      outcome === undefined
        ? undefined
        : outcome.values.flag('cluster.enabled') && outcome.values.flag('service.enforce_internal_auth'),
    apiKey: key('service.api_key'),
    alternateKey: key('service.alt_api_key'),
    readOnlyKey: key('service.read_only_api_key'),
  }
}

const versionIn = (root: Answer): string | undefined => knownVersion(greetingIn(root).version)

/** What keeps a rotation from beginning; each a sentence. */
export function requireCommonKey(nodes: readonly NodeSurvey[]): void {
  const known = nodes.filter(({ apiKey }) => apiKey !== undefined)
  const open = known.find(({ apiKey }) => apiKey === null)
  if (open !== undefined) {
    throw new QdrantAuthError('not-accepted', `${open.name} has no api_key: there is nothing to rotate`, {
      hints: ['give it a first key: qdrant-auth config set service.api_key --generate'],
    })
  }
  const [first, ...others] = known
  const other = others.find(({ apiKey }) => apiKey !== first?.apiKey)
  if (first === undefined || other === undefined) return
  throw new QdrantAuthError(
    'file-changed',
    `${first.name} and ${other.name} have different keys (${first.apiKey}, ${other.apiKey})`,
    { hints: ['give all nodes the same api_key first; nothing was changed'] },
  )
}

/** What people have to think of beside the phases. */
export function remarksOn(nodes: readonly NodeSurvey[]): string[] {
  const named = (of: readonly NodeSurvey[]) => of.map(({ name }) => name).join(', ')
  const alternates = nodes.filter(({ alternateKey }) => typeof alternateKey === 'string')
  const readers = nodes.filter(({ readOnlyKey }) => typeof readOnlyKey === 'string')
  const unasked = nodes.filter(({ version }) => version === undefined)
  const unread = nodes.filter(({ enforces }) => enforces === undefined)
  return [
    ...(alternates.length > 0
      ? [`${named(alternates)} has an alt_api_key already: a rotation is under way, or was left so`]
      : []),
    ...(readers.length > 0
      ? ['read_only_api_key has no alternate and stays as it is; a new one is a hard change on each node']
      : []),
    ...(unasked.length > 0 ? [`the version of ${named(unasked)} is unknown: give its url`] : []),
    ...(unread.length > 0
      ? [`the config of ${named(unread)} was not read: it counts as a node that checks its peers`]
      : []),
  ]
}
