import type { EditedFile } from '../../config/file-edit.ts'
import { QdrantAuthError } from '../../errors.ts'
import { shown } from '../../shown.ts'
import type { Hands } from '../hands.ts'
import type { HolderPlace } from '../inventory.ts'
import { fileHolder } from './file.ts'
import { secretHolder } from './secret.ts'
import { sshHolder } from './ssh.ts'

/** The YAML text in which a node's keys stand, wherever that is. */
export interface KeyHolder {
  /** For people; two nodes whose holders have the same name share one. */
  readonly name: string
  read(): Promise<EditedFile>
  /** Puts `after` in its place; throws `file-changed` where it is not any more what was read. */
  write(read: EditedFile, after: string): Promise<void>
}

/** `base` is the directory that paths of the inventory start from. */
export function openHolder(place: HolderPlace, base: string, hands: Hands): KeyHolder {
  switch (place.kind) {
    case 'file':
      return fileHolder(place.path, base, hands)
    case 'ssh':
      return sshHolder(place, base, hands)
    case 'secret':
      return secretHolder(place, base, hands)
  }
}

/** What an answer of another program on a holder comes to, in one sentence. */
export function holderFailure(
  program: string,
  doing: 'read' | 'write',
  name: string,
  { code, stderr }: { code: number; stderr: string },
): QdrantAuthError {
  const said = stderr.trim().split('\n').at(-1) ?? ''
  // What other machines print may act on a terminal.
  const reason = shown(said).slice(0, 200)
  return new QdrantAuthError('command-failed', `${program} could not ${doing} ${name} (${code}): ${reason}`, {
    hints: ['run it by hand to see more; nothing was changed by this step'],
  })
}

/** Milliseconds for one look at a holder elsewhere. */
export const HOLDER_TIMEOUT = 60_000
