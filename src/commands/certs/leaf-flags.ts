import { type Command, InvalidArgumentError, Option } from 'commander'
import { DEFAULT_KEY_TYPE, KEY_TYPES, type KeyType } from '../../certs/key-types.ts'
import { LAYOUTS, type Layout } from '../../certs/layouts.ts'
import { LEAF_DAYS } from '../../certs/profiles.ts'
import type { Context } from '../../cli/context.ts'
import { wholeNumber } from '../../cli/numbers.ts'
import { QdrantAuthError } from '../../errors.ts'
import type { Owner } from '../../files/target.ts'

/** How new certificates are made and laid down. */
export interface LeafFlags {
  keyType: KeyType
  days: number
  layout?: Layout
  owner?: Owner
}

/** A hundred years: whoever means never is told so by `certs check`. */
export const DAYS = wholeNumber(1, 36_500)

export const withLeaf = (command: Command): Command =>
  command
    .addOption(new Option('--key-type <type>', 'kind of key').choices(KEY_TYPES).default(DEFAULT_KEY_TYPE))
    .option('--days <n>', 'days a certificate is valid', DAYS, LEAF_DAYS)
    .addOption(
      new Option('--layout <name>', 'names of the files, as the deployment expects them').choices(
        Object.keys(LAYOUTS),
      ),
    )
    .option('--owner <uid:gid>', 'give the files of nodes and clients to this user', parseOwner)

function parseOwner(text: string): Owner {
  const [, uid, gid] = /^(\d{1,9}):(\d{1,9})$/.exec(text) ?? []
  if (uid === undefined || gid === undefined)
    throw new InvalidArgumentError('write two numbers, such as 1000:1000.')
  return { uid: Number(uid), gid: Number(gid) }
}

/** Only root may give files away; better said before anything is made. */
export function requireOwnership({ owner }: LeafFlags, { io }: Context): void {
  if (owner === undefined || io.uid === 0 || io.uid === owner.uid) return
  throw new QdrantAuthError('file-unwritable', `only root can give files to user ${owner.uid}`, {
    hints: ['run it with sudo, or leave --owner out and run chown'],
  })
}
