import { join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { MODE } from '../files/modes.ts'
import { readIfPresent } from '../files/read.ts'
import { replaceFile } from '../files/write.ts'
import type { Evidence } from './evidence.ts'
import { isRotation } from './journal-form.ts'
import { BEFORE, type Kind, type Phase } from './plan.ts'
import type { Settings } from './settings.ts'

/** How far a node is in a phase: `written` has the new config on disk, `restarted` was told to restart. */
export type NodeStep = 'pending' | 'written' | 'restarted' | 'proved'

export interface NodeState {
  step: NodeStep
  /** When its process was started that is to be replaced; null where it does not say. */
  startup?: string | null
}

export interface JournalPhase extends Phase {
  state: 'pending' | 'running' | 'done' | 'undone'
  /** RFC 3339; null until then. */
  doneAt: string | null
  nodes: Record<string, NodeState>
  evidence: Evidence[]
}

/** Everything that has been done of a rotation, so that another run can go on. Holds no secret. */
export interface Rotation {
  version: 1
  id: string
  /** Raised with every write: a second writer is noticed by it. */
  revision: number
  kind: Kind
  state: 'running' | 'done' | 'aborted'
  direction: 'forward' | 'back'
  startedAt: string
  /** `inventoryAsPlain`; paths start from `base`. */
  inventory: Record<string, unknown>
  base: string
  allowPlaintext: boolean
  /** Names of the nodes that ask their peers for the key, or may do. */
  checksPeers: string[]
  /** Fingerprints. */
  keys: { old: string | null; new: string | null }
  /** What each node was when the phases were planned; null where it did not say. */
  versions: Record<string, string | null>
  /** Whether the nodes take tokens. */
  jwt: boolean
  /** Seconds between the moving of callers and the phase after it. */
  soak: number
  callersMovedAt: string | null
  phases: JournalPhase[]
  /** SHA-256 of each config as it was left, by the name of its holder; two of them while it is being written. */
  files: Record<string, string[]>
}

/** Far above a hundred nodes with all their evidence. */
const LIMIT = 64 << 20

export const journalPath = (directory: string): string => join(directory, '.qdrant-auth', 'rotation.json')

/** The rotation of a directory, undefined where there never was one. */
export async function readRotation(directory: string): Promise<Rotation | undefined> {
  const path = journalPath(directory)
  const file = await readIfPresent(path, LIMIT)
  if (file === undefined) return undefined
  try {
    const rotation: unknown = JSON.parse(file.bytes.toString('utf8'))
    if (isRotation(rotation)) return rotation
  } catch {}
  throw new QdrantAuthError('file-malformed', `${path} is no journal of a rotation`, {
    hints: ['it was written by a newer qdrant-auth, or changed by hand; the keys beside it are safe'],
  })
}

/** The rotation that is under way. */
export async function requireRotation(directory: string): Promise<Rotation> {
  const rotation = await readRotation(directory)
  if (rotation !== undefined) return rotation
  throw new QdrantAuthError('file-missing', `no rotation was begun in ${directory}`, {
    hints: ['qdrant-auth rotate start begins one, qdrant-auth rotate plan says what it would do'],
  })
}

/** Writes the journal, unless somebody else has written it since it was read. */
export async function writeRotation(directory: string, rotation: Rotation, tag: string): Promise<void> {
  const there = await readRotation(directory)
  if (
    there !== undefined &&
    there.state === 'running' &&
    (there.id !== rotation.id || there.revision !== rotation.revision)
  )
    throw new QdrantAuthError('file-changed', 'somebody else has gone on with the rotation meanwhile', {
      hints: ['qdrant-auth rotate status says where it is'],
    })
  rotation.revision++
  await replaceFile(journalPath(directory), `${JSON.stringify(rotation, undefined, 1)}\n`, MODE.secret, tag)
}

/** The first phase that is not done; undefined at the end. */
export const currentPhase = ({ phases }: Rotation): JournalPhase | undefined =>
  phases.find(({ state }) => state === 'pending' || state === 'running')

/** What the configs said when the phase began. */
export function settingsBefore(rotation: Rotation, phase: JournalPhase): Settings {
  const done = rotation.phases
    .slice(0, rotation.phases.indexOf(phase))
    .filter(({ state }) => state === 'done')
  return done.at(-1)?.settings ?? BEFORE[rotation.kind]
}
