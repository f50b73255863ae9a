import { QdrantAuthError } from '../errors.ts'
import { fingerprint } from '../keys/fingerprint.ts'
import { rfc3339 } from '../rfc3339.ts'
import { sha256 } from '../sha256.ts'
import type { Cluster } from './cluster.ts'
import type { Hands } from './hands.ts'
import { type Inventory, inventoryAsPlain } from './inventory.ts'
import type { Rotation } from './journal.ts'
import type { NodeFacts } from './keys.ts'
import { strangersIn } from './peers.ts'
import { type Kind, planOf, type RotationPlan } from './plan.ts'
import {
  asksForSure,
  commonSecret,
  rehearse,
  requireAnswers,
  requireInternal,
  requireNewKey,
  requireNoAlternate,
  requireNodePorts,
  type Text,
} from './preflight.ts'
import { processOf } from './process.ts'
import { API, readAlone, type Secrets } from './settings.ts'
import type { NodeSurvey } from './survey.ts'
import { together } from './together.ts'

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
}

/**
 * Looks at everything that a rotation builds on, and changes nothing: the same keys in every config, no alternate left over,
 * nodes that take the old key and no other, no peer that the inventory lacks. Answers what is to be done.
 */
export async function prepareRotation(request: StartRequest, hands: Hands): Promise<Begun> {
  const { kind, cluster } = request
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
  return { secrets, plan, rotation: newRotation({ request, secrets, plan, facts, texts, jwt }, hands) }
}

interface Prepared extends Omit<Begun, 'rotation'> {
  request: StartRequest
  facts: readonly NodeFacts[]
  texts: readonly Text[]
  jwt: boolean
}

/** The journal of a rotation of which nothing is done. */
function newRotation(
  { request, secrets, plan, facts, texts, jwt }: Prepared,
  { now, random }: Hands,
): Rotation {
  const { kind, inventory, cluster, soak } = request
  const printed = (secret: string | undefined) => (secret === undefined ? null : fingerprint(secret))
  return {
    version: 1,
    id: Buffer.from(random(4)).toString('hex'),
    revision: 0,
    kind,
    state: 'running',
    direction: 'forward',
    startedAt: rfc3339(now()),
    inventory: inventoryAsPlain(inventory),
    base: cluster.base,
    allowPlaintext: cluster.allowPlaintext,
    checksPeers: facts.filter(asksForSure).map(({ name }) => name),
    keys: { old: printed(secrets.old), new: printed(secrets.new) },
    versions: Object.fromEntries(facts.map(({ name, version }) => [name, version ?? null])),
    jwt,
    soak,
    callersMovedAt: null,
    phases: plan.phases.map((phase) => ({
      ...phase,
      state: 'pending',
      doneAt: null,
      nodes: {},
      evidence: [],
    })),
    files: Object.fromEntries(texts.map(({ holder, file }) => [holder, [sha256(file.before)]])),
  }
}

/** Keys that open what has to be asked on the way, when the ones that are replaced do not. */
function keysForEntry(texts: readonly Text[], secrets: Secrets): string[] {
  const [first] = texts
  const api = first === undefined ? undefined : readAlone(first.file.before).outcomes[0].values.text(API)
  return [...new Set([secrets.old, api, secrets.new].filter((key): key is string => Boolean(key)))]
}
