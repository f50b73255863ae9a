import type { EditedFile } from '../config/file-edit.ts'
import { QdrantAuthError } from '../errors.ts'
import { isPlain } from '../keys/encode.ts'
import { isWeak } from '../keys/strength.ts'
import { unreachableHint } from '../server/rest.ts'
import { shown } from '../shown.ts'
import type { Cluster } from './cluster.ts'
import { credentialsOf } from './credentials.ts'
import { type Evidence, evidenceOf, isAnswer } from './evidence.ts'
import type { Hands } from './hands.ts'
import { checksPeers, type NodeFacts } from './keys.ts'
import { BEFORE, type Kind, type RotationPlan } from './plan.ts'
import { ALTERNATE, API, INTERNAL, READ_ONLY, readAlone, type Secrets, withSettings } from './settings.ts'
import type { NodeSurvey } from './survey.ts'
import { together } from './together.ts'

/** The text in which a node's keys stand. */
export interface Text {
  /** Of the node. */
  name: string
  holder: string
  file: EditedFile
}

/** Which setting's value is the old secret of a kind. */
const OLD: Record<Kind, string | undefined> = {
  'api-key': API,
  emergency: API,
  'read-only': READ_ONLY,
  'enable-auth': undefined,
  'enable-internal-auth': API,
}

/** The old secret, which must be the same everywhere. */
export function commonSecret(kind: Kind, texts: readonly Text[]): string | undefined {
  const [first, ...others] = texts.map(({ name, file }) => {
    const [outcome] = readAlone(file.before).outcomes
    const at = (path: string) => outcome.values.text(path) || undefined
    return { name, api: at(API), alternate: at(ALTERNATE), readOnly: at(READ_ONLY), internal: at(INTERNAL) }
  })
  if (first === undefined) throw new TypeError('a cluster without nodes')
  const all = [first, ...others]
  const differing = others.find(({ api, readOnly }) => api !== first.api || readOnly !== first.readOnly)
  if (differing !== undefined)
    throw new QdrantAuthError('file-changed', `${first.name} and ${differing.name} have different keys`, {
      hints: ['give all nodes the same keys first; nothing was changed'],
    })
  requireNoAlternate(
    kind,
    all.map(({ name, alternate }) => ({ name, alternateKey: alternate })),
  )
  const setting = OLD[kind]
  const old = setting === READ_ONLY ? first.readOnly : setting === API ? first.api : undefined
  if (setting !== undefined && old === undefined)
    throw new QdrantAuthError(
      'not-accepted',
      `${first.name} has no ${setting.slice('service.'.length)}: there is nothing to rotate`,
      {
        hints: [
          'is it in another file? name that one in the inventory: keys: FILE in place of config',
          'a first key for a whole cluster: qdrant-auth rotate enable-auth',
        ],
      },
    )
  if (kind === 'enable-auth' && (first.api ?? first.alternate ?? first.readOnly) !== undefined)
    throw new QdrantAuthError('not-accepted', `${first.name} has a key already`, {
      hints: ['replace it by qdrant-auth rotate start'],
    })
  if (kind === 'enable-internal-auth' && first.internal === 'true')
    throw new QdrantAuthError('not-accepted', `${first.name} has enforce_internal_auth already`)
  return old
}

/** One of an earlier rotation would be lost, or come back at the end where another file has it. */
export function requireNoAlternate(
  kind: Kind,
  nodes: readonly Pick<NodeSurvey, 'name' | 'alternateKey'>[],
): void {
  const left = nodes.find(({ alternateKey }) => typeof alternateKey === 'string')
  if (left === undefined || (kind !== 'api-key' && kind !== 'emergency')) return
  throw new QdrantAuthError('not-accepted', `${left.name} has an alt_api_key already`, {
    hints: [
      'is it of an earlier rotation? qdrant-auth config unset service.alt_api_key, restart, and begin again',
    ],
  })
}

export function requireNewKey(key: string, old: string | undefined): string {
  if (key === old) throw new QdrantAuthError('bad-value', 'the new key is the old one')
  if (isWeak(key) || !isPlain(key))
    throw new QdrantAuthError(
      'weak-key',
      'the new key is short, or made of characters that get lost on the way',
      {
        hints: ['leave it out: a good one is made'],
      },
    )
  return key
}

export function requireInternal(facts: readonly NodeFacts[]): void {
  const old = facts.find((fact) => !checksPeers({ ...fact, enforces: true }) || fact.version === undefined)
  if (old === undefined) return
  throw new QdrantAuthError(
    'not-accepted',
    `${old.name} (${old.version ?? 'version unknown'}) shows its peers no key: that begins with 1.18`,
    { hints: ['upgrade every node first; nothing was changed'] },
  )
}

/** Where the node port is not asked, nothing would be proved. */
export function requireNodePorts({ nodes }: Cluster): void {
  const unknown = nodes.find(({ p2p }) => p2p === undefined)
  if (unknown === undefined) return
  throw new QdrantAuthError(
    'not-accepted',
    `the node port of ${unknown.name} is not known, so nothing could be proved`,
    {
      hints: [`give it in the inventory: {name: ${unknown.name}, p2p: 6335, …}; nothing was changed`],
    },
  )
}

/** Every edit on the way, made in memory: a file that cannot be edited is known before the first node has changed. */
export function rehearse(texts: readonly Text[], { phases }: RotationPlan, secrets: Secrets): void {
  for (const { file, name, holder } of texts)
    try {
      phases.reduce(
        (before, { settings }) => withSettings({ ...file, before }, settings, secrets),
        file.before,
      )
    } catch (error) {
      if (!(error instanceof QdrantAuthError)) throw error
      const hints = [...error.hints, `the file is ${shown(holder)}; nothing was changed`]
      throw new QdrantAuthError(error.code, `the keys of ${name} cannot be changed: ${error.message}`, {
        hints,
      })
    }
}

/** Where it is not known nothing can be proved of it. */
export const asksForSure = (fact: NodeFacts): boolean => fact.enforces === true && checksPeers(fact)

/** Every node must take what it is to take now, and nothing else. */
export async function requireAnswers(
  { kind, cluster }: { kind: Kind; cluster: Cluster },
  secrets: Secrets,
  jwt: boolean,
  facts: readonly NodeFacts[],
  hands: Hands,
): Promise<void> {
  const credentials = credentialsOf({ kind, jwt }, secrets, hands)
  const answers = await together(cluster.nodes, (node, index) => {
    const fact = facts[index]
    const asks = fact !== undefined && asksForSure(fact)
    return evidenceOf(node, credentials, BEFORE[kind], asks, cluster, hands)
  })
  const wrong = answers.flat().find(({ asWanted }) => !asWanted)
  if (wrong !== undefined) throw wrongAnswer(wrong)
}

function wrongAnswer({ node, probe, status }: Evidence): QdrantAuthError {
  const failure = (
    code: 'server-unreachable' | 'server-refused' | 'not-proved',
    message: string,
    hint: string,
  ) => new QdrantAuthError(code, message, { hints: [hint, 'nothing was changed'] })
  if (!isAnswer(status))
    return failure('server-unreachable', `${node}: ${status} (${probe})`, unreachableHint(status))
  const isClock = /ExpiredSignature/.test(status)
  const clock = 'does its clock differ from the one here?'
  if (/old key/.test(probe) && !/expired/.test(probe))
    return failure(
      'server-refused',
      `${node} refuses the current key: ${probe} → ${status}`,
      isClock ? clock : 'does it run with another config than the one in the inventory?',
    )
  return failure(
    'not-proved',
    `${node} does not answer as its config says: ${probe} → ${status}`,
    isClock ? clock : 'see to the node first',
  )
}
