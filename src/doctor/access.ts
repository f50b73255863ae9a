import { KNOWN_KEYS } from '../qdrant/known-keys.ts'
import { fitsHeader } from '../server/rest.ts'
import type { Door } from './door.ts'
import type { Credential, DoorFacts, Reception, Reply } from './facts.ts'

export interface AccessQuestion {
  /** Asked without a credential, and with those that are no secret. */
  open: Door
  /** Asked with real credentials; undefined where those must not be sent. */
  trusted: Door | undefined
  credentials: readonly Credential[]
  /** No key of anybody, and a token signed by nobody. */
  randomKey: string
  forgedToken: string
  tryKnownKeys: boolean
}

/** What a door answers to whom. Real credentials go to nobody who does not ask for one. */
export async function askDoor(question: AccessQuestion): Promise<DoorFacts> {
  const { open, credentials, randomKey, forgedToken, tryKnownKeys } = question
  const stranger = await open.list(undefined)
  // Releases before 1.9 answer 403 to a stranger.
  if (stranger.kind !== 'unauthenticated' && stranger.kind !== 'forbidden') {
    const reception = stranger.kind === 'ok' ? 'open' : stranger.kind === 'failed' ? 'no answer' : 'not sent'
    const received = credentials.map(
      (credential) => ({ credential, reception, text: stranger.text }) as const,
    )
    return { stranger, randomKey: stranger, forgedToken: stranger, knownKeys: [], received }
  }
  const known = tryKnownKeys ? KNOWN_KEYS : []
  const [random, forged, tried, received] = await Promise.all([
    open.list(randomKey),
    open.list(forgedToken),
    Promise.all(known.map((key) => open.list(key))),
    Promise.all(
      credentials.map(async (credential) => ({
        credential,
        ...(await receptionOf(question.trusted, credential.value)),
      })),
    ),
  ])
  const knownKeys = known.filter((_, index) => tried[index]?.kind === 'ok')
  return { stranger, randomKey: random, forgedToken: forged, knownKeys, received }
}

async function receptionOf(
  door: Door | undefined,
  credential: string,
): Promise<{ reception: Reception; text: string }> {
  if (door === undefined) return { reception: 'not sent', text: '' }
  if (!fitsHeader(credential)) return { reception: 'not sent', text: 'no header can carry it' }
  const [listed, written] = await Promise.all([door.list(credential), door.write(credential)])
  if (listed.kind === 'unauthenticated' || listed.kind === 'forbidden')
    return { reception: 'refused', text: listed.text }
  if (listed.kind !== 'ok') return { reception: 'no answer', text: listed.text }
  return { reception: levelOf(written), text: written.text }
}

/** By the answer to what is shaped like a write (access matrix: delete_snapshot needs write and extras). */
function levelOf({ kind, text }: Reply): Reception {
  if (kind === 'missing' || kind === 'ok') return 'full'
  if (kind !== 'forbidden') return 'no answer'
  // A token for collections is told which one it lacks, a global reader that it may not manage.
  return /Global manage access/.test(text) ? 'read' : 'limited'
}
