import type { Cluster } from './cluster.ts'
import type { Consent } from './guards.ts'
import type { Hands, Patience } from './hands.ts'
import { type Rotation, writeRotation } from './journal.ts'
import type { Secrets } from './settings.ts'

/** A rotation under way, with everything that carries it on. */
export interface Work {
  /** Its journal and keys are in `.qdrant-auth` of it. */
  directory: string
  rotation: Rotation
  secrets: Secrets
  cluster: Cluster
  consent: Consent
  patience: Patience
  hands: Hands
}

/** All that its journal needs. */
export type Journaled = Pick<Work, 'directory' | 'rotation' | 'hands'>

export const save = ({ directory, rotation, hands }: Journaled): Promise<void> =>
  writeRotation(directory, rotation, hands.tag())
