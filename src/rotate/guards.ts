import { QdrantAuthError } from '../errors.ts'
import { rfc3339 } from '../rfc3339.ts'
import { shown } from '../shown.ts'
import { type JournalPhase, type Rotation, settingsBefore } from './journal.ts'
import type { SecretName } from './settings.ts'
import { liveTokens } from './tokens.ts'
import type { Work } from './work.ts'

/** What whoever runs it has said; each is asked for by name. */
export interface Consent {
  /** Clients and token issuers use the new key. */
  callersMoved: boolean
  /** The soak time may be cut short. */
  skipSoak: boolean
  /** Live tokens of the old key may die. */
  despiteTokens: boolean
  /** Configs that somebody else changed are as they should be. */
  acceptChanges: boolean
}

/** Throws where a phase may not begin or go on yet; says what is missing. */
export async function requirePermission(work: Work, phase: JournalPhase): Promise<void> {
  const { rotation, consent } = work
  if (phase.kind === 'callers') {
    if (consent.callersMoved || !isWaitedFor(rotation, phase)) return
    const key = keyToMoveTo(rotation)
    throw new QdrantAuthError(
      'missing-answer',
      `have all clients and token issuers moved to the ${key} key?`,
      {
        hints: [
          `the ${key} key is in .qdrant-auth/rotation/${key}.key; when they have: qdrant-auth rotate next --callers-moved`,
        ],
      },
    )
  }
  if (rotation.direction === 'back') return
  if (phase.state === 'pending' && dropsOldKey(work, phase)) await requireNobodyLeft(work)
}

/** Throws where tokens that the new key has signed would be refused after the way back, and nobody has said that they are replaced. */
export async function requireNoNewTokens(directory: string, rotation: Rotation, now: Date): Promise<void> {
  const { kind, direction, keys, callersMovedAt } = rotation
  // Where callers have moved they are asked for all together, and a node without a key takes whatever is sent.
  if (direction === 'back' || callersMovedAt !== null || kind === 'enable-auth' || keys.new === null) return
  const { live } = await liveTokens(directory, keys.new, now)
  if (live.length === 0) return
  throw new QdrantAuthError(
    'not-accepted',
    `${live.length} live token(s) are signed with the new key, and would be refused: ${namesOf(live)}`,
    {
      hints: ['when their holders use tokens of the old key again: qdrant-auth rotate abort --callers-back'],
    },
  )
}

const namesOf = (live: readonly { name: string }[]): string =>
  `${live
    .slice(0, 5)
    .map(({ name }) => shown(name))
    .join(', ')}${live.length > 5 ? ', …' : ''}`

/** Which key callers are to use from the phase at hand on. */
export const keyToMoveTo = ({ direction }: Rotation): SecretName => (direction === 'back' ? 'old' : 'new')

/** Where no node changes any more after them, callers have moved when they have. */
export const isWaitedFor = ({ phases }: Rotation, phase: JournalPhase): boolean =>
  phase.kind === 'callers' && phases.at(-1) !== phase

const dropsOldKey = ({ rotation }: Work, phase: JournalPhase): boolean =>
  rotation.kind === 'api-key' &&
  Object.values(settingsBefore(rotation, phase)).includes('old') &&
  !Object.values(phase.settings).includes('old') &&
  // A plan with a gap says so, and was agreed to.
  rotation.phases.some(({ kind, state }) => kind === 'callers' && state === 'done')

async function requireNobodyLeft({ rotation, consent, directory, hands }: Work): Promise<void> {
  const now = hands.now()
  const soaked = Date.parse(rotation.callersMovedAt ?? '') + rotation.soak * 1000
  if (now.getTime() < soaked && !consent.skipSoak) {
    throw new QdrantAuthError(
      'not-accepted',
      `the old key is kept until ${rfc3339(new Date(Math.ceil(soaked / 1000) * 1000))}: the soak time since callers moved or were given new tokens`,
      { hints: ['run qdrant-auth rotate next then, or now with --skip-soak'] },
    )
  }
  const { live, unreadable } = await liveTokens(directory, rotation.keys.old, now)
  if ((live.length === 0 && unreadable === 0) || consent.despiteTokens) return
  throw new QdrantAuthError(
    'not-accepted',
    live.length > 0
      ? `${live.length} live token(s) are signed with the old key: ${namesOf(live)}`
      : `${unreadable} line(s) of the registry cannot be read, and may be of live tokens of the old key`,
    {
      hints: [
        'sign them again, which starts the soak time anew: qdrant-auth rotate next --reissue, or jwt renew NAME --key-file .qdrant-auth/rotation/new.key',
        'let them die: qdrant-auth rotate next --despite-live-tokens',
      ],
    },
  )
}
