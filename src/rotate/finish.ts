import type { Rotation } from './journal.ts'
import { removeSecret } from './secret-files.ts'
import { type Journaled, save } from './work.ts'

/** Removes the keys that are of no use any more once the journal says that it is over; a run that was killed before is made good. */
export function tidy(directory: string, { state }: Rotation): void {
  if (state !== 'running') removeSecret(directory, 'old')
  if (state === 'aborted') removeSecret(directory, 'new')
}

/** The last thing: the journal says that it is over, and the key that is of no use any more is removed. */
export async function finishRotation(work: Journaled): Promise<undefined> {
  const { rotation, directory } = work
  rotation.state = rotation.direction === 'back' ? 'aborted' : 'done'
  await save(work)
  tidy(directory, rotation)
  return undefined
}
