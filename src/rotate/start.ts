import type { EditedFile } from '../config/file-edit.ts'
import { QdrantAuthError } from '../errors.ts'
import { isPlain } from '../keys/encode.ts'
import { fingerprint } from '../keys/fingerprint.ts'
import { isWeak } from '../keys/strength.ts'
import { rfc3339 } from '../rfc3339.ts'
import { unreachableHint } from '../server/rest.ts'
import { shown } from '../shown.ts'
import type { Cluster } from './cluster.ts'
import { credentialsOf } from './credentials.ts'
import { evidenceOf, isAnswer } from './evidence.ts'
import type { Hands } from './hands.ts'
import { type Inventory, inventoryAsPlain } from './inventory.ts'
import type { Rotation } from './journal.ts'
import { checksPeers, type NodeFacts } from './keys.ts'
import { BEFORE, type Kind, planOf, type RotationPlan } from './plan.ts'
import { processOf } from './process.ts'
import { strangersIn } from './readiness.ts'
import { ALTERNATE, API, INTERNAL, READ_ONLY, readAlone, type Secrets, withSettings } from './settings.ts'
import type { NodeSurvey } from './survey.ts'
import { together } from './together.ts'
import { hashOf } from './write-config.ts'

export interface StartRequest {
  kind: Kind
  inventory: Inventory
  cluster: Cluster
  /** What is known of the nodes from their configs; versions are asked for. */
  facts: readonly NodeSurvey[]
  /** The key to come; a generated one unless somebody brings his own. Undefined for a kind that needs none. */
  newKey: string | undefined
  /** Seconds. */
  soak: number
}

export interface Begun {
  rotation: Rotation
  secrets: Secrets
  plan: RotationPlan
  facts: NodeFacts[]
}

/** Which setting's value is the old secret of a kind. */
const OLD: Record<Kind, string | undefined> = {
  'api-key': API,
  emergency: API,
  'read-only': READ_ONLY,
  'enable-auth': undefined,
  'enable-internal-auth': API,
}

/**
 * Looks at everything that a rotation builds on, and changes nothing: the same keys in every config, no alternate left over,
 * nodes that take the old key and no other, no peer that the inventory lacks. Answers what is to be done.
 */
export async function prepareRotation(request: StartRequest, hands: Hands): Promise<Begun> {
  const { kind, cluster, inventory } = request
  const texts = await together(cluster.nodes, async ({ holder, name }) => ({
    name,
    holder: holder.name,
    file: await holder.read(),
  }))
  const old = commonSecret(kind, texts)
  requireNoAlternate(kind, request.facts)
  const secrets: Secrets = {
    ...(old !== undefined && { old }),
    ...(request.newKey !== undefined && { new: requireNewKey(request.newKey, old) }),
  }
  const entry = keysForEntry(texts, secrets)
  const processes = await together(cluster.nodes, (node) => processOf(node, cluster, entry, hands))
  const facts = cluster.nodes.map(({ name }, index) => ({
    name,
    enforces: request.facts.find((fact) => fact.name === name)?.enforces,
    version: processes[index]?.version ?? request.facts.find((fact) => fact.name === name)?.version,
  }))
  if (kind === 'enable-internal-auth') {
    requireInternal(facts)
    requireNodePorts(cluster)
  }
  const jwt = processes.every((one) => one.jwt === true)
  await requireAnswers(request, secrets, jwt, facts, hands)
  const [stranger] = await strangersIn(cluster, entry, hands.signal)
  if (stranger !== undefined)
    throw new QdrantAuthError(
      'inventory-differs',
      `the cluster has a peer that no node of the inventory is: ${stranger}`,
      {
        hints: [
          'add it to the inventory: a node that is left out would refuse the others; nothing was changed',
        ],
      },
    )
  const plan = planOf(kind, facts)
  rehearse(texts, plan, secrets)
  const id = Buffer.from(hands.random(4)).toString('hex')
  return {
    secrets,
    plan,
    facts,
    rotation: {
      version: 1,
      id,
      revision: 0,
      kind,
      state: 'running',
      direction: 'forward',
      startedAt: rfc3339(hands.now()),
      inventory: inventoryAsPlain(inventory),
      base: cluster.base,
      allowPlaintext: cluster.allowPlaintext,
      checksPeers: facts.filter(asksForSure).map(({ name }) => name),
      keys: {
        old: secrets.old === undefined ? null : fingerprint(secrets.old),
        new: secrets.new === undefined ? null : fingerprint(secrets.new),
      },
      versions: Object.fromEntries(facts.map(({ name, version }) => [name, version ?? null])),
      jwt,
      soak: request.soak,
      callersMovedAt: null,
      phases: plan.phases.map((phase) => ({
        ...phase,
        state: 'pending',
        doneAt: null,
        nodes: {},
        evidence: [],
      })),
      files: Object.fromEntries(texts.map(({ holder, file }) => [holder, [hashOf(file.before)]])),
    },
  }
}

/** Every edit on the way, made in memory: a file that cannot be edited is known before the first node has changed. */
function rehearse(texts: readonly Text[], { phases }: RotationPlan, secrets: Secrets): void {
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
const asksForSure = (fact: NodeFacts): boolean => fact.enforces === true && checksPeers(fact)

type Text = { name: string; holder: string; file: EditedFile }

/** The old secret, which must be the same everywhere. */
function commonSecret(kind: Kind, texts: readonly Text[]): string | undefined {
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
function requireNoAlternate(kind: Kind, nodes: readonly Pick<NodeSurvey, 'name' | 'alternateKey'>[]): void {
  const left = nodes.find(({ alternateKey }) => typeof alternateKey === 'string')
  if (left === undefined || (kind !== 'api-key' && kind !== 'emergency')) return
  throw new QdrantAuthError('not-accepted', `${left.name} has an alt_api_key already`, {
    hints: [
      'is it of an earlier rotation? qdrant-auth config unset service.alt_api_key, restart, and begin again',
    ],
  })
}

/** Keys that open what has to be asked on the way, when the ones that are replaced do not. */
function keysForEntry(texts: readonly Text[], secrets: Secrets): string[] {
  const [first] = texts
  const api = first === undefined ? undefined : readAlone(first.file.before).outcomes[0].values.text(API)
  return [...new Set([secrets.old, api, secrets.new].filter((key): key is string => Boolean(key)))]
}

function requireNewKey(key: string, old: string | undefined): string {
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

function requireInternal(facts: readonly NodeFacts[]): void {
  const old = facts.find((fact) => !checksPeers({ ...fact, enforces: true }) || fact.version === undefined)
  if (old === undefined) return
  throw new QdrantAuthError(
    'not-accepted',
    `${old.name} (${old.version ?? 'version unknown'}) shows its peers no key: that begins with 1.18`,
    { hints: ['upgrade every node first; nothing was changed'] },
  )
}

/** Where the node port is not asked, nothing would be proved. */
function requireNodePorts({ nodes }: Cluster): void {
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

/** Every node must take what it is to take now, and nothing else. */
async function requireAnswers(
  { kind, cluster }: StartRequest,
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
  if (wrong === undefined) return
  const { node, probe, status } = wrong
  const unanswered = !isAnswer(status)
  const refused = /old key/.test(probe) && !/expired/.test(probe)
  throw new QdrantAuthError(
    unanswered ? 'server-unreachable' : refused ? 'server-refused' : 'not-proved',
    unanswered
      ? `${node}: ${status} (${probe})`
      : refused
        ? `${node} refuses the current key: ${probe} → ${status}`
        : `${node} does not answer as its config says: ${probe} → ${status}`,
    {
      hints: [
        unanswered
          ? unreachableHint(status)
          : /ExpiredSignature/.test(status)
            ? 'does its clock differ from the one here?'
            : refused
              ? 'does it run with another config than the one in the inventory?'
              : 'see to the node first',
        'nothing was changed',
      ],
    },
  )
}
