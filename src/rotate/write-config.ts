import { QdrantAuthError } from '../errors.ts'
import { sha256 } from '../sha256.ts'
import { type ClusterNode, effectiveIn } from './cluster.ts'
import type { Rotation } from './journal.ts'
import { areIn, type Secrets, type Settings, settingsIn, withSettings } from './settings.ts'

/**
 * Puts the settings into a node's config. `save` keeps the journal, which knows before the write what the file is to become:
 * after a crash between the two both texts are known. Throws `file-changed` where the file is neither.
 */
export async function writeConfig(
  node: ClusterNode,
  settings: Settings,
  secrets: Secrets,
  rotation: Rotation,
  save: () => Promise<void>,
  acceptChanges: boolean,
): Promise<void> {
  const { holder, name } = node
  const read = await holder.read()
  const known = rotation.files[holder.name] ?? []
  if (!known.includes(sha256(read.before)) && !acceptChanges)
    throw new QdrantAuthError(
      'file-changed',
      `${holder.name}, the config of ${name}, was changed since this rotation last wrote it`,
      { hints: ['look at it; if the change is meant: qdrant-auth rotate next --accept-changes'] },
    )
  const after = withSettings(read, settings, secrets)
  rotation.files[holder.name] = [sha256(read.before), sha256(after)]
  await save()
  if (after !== read.before) await holder.write(read, after)
  rotation.files[holder.name] = [sha256(after)]
  await requireEffect(node, settings, secrets)
}

/** What a later layer or a variable would win over is no change at all. Only known where the config is on this machine. */
async function requireEffect(
  { name, directory, holder }: ClusterNode,
  settings: Settings,
  secrets: Secrets,
): Promise<void> {
  if (directory === undefined) return
  const { outcomes } = await effectiveIn(directory, name)
  for (const { values, given, starts, error } of outcomes) {
    if (!starts && error?.layer !== undefined)
      throw new QdrantAuthError('not-accepted', `${name} would not start: ${error.redacted}`)
    for (const [path, wanted] of Object.entries(settings)) {
      const value = values.text(path) ?? ''
      const expected = wanted === null ? '' : wanted === true ? 'true' : secrets[wanted]
      if (value === expected || (wanted === null && value === 'false')) continue
      const source = given.get(path)?.raw.source
      const where = source?.variable ?? source?.file ?? 'something else'
      throw new QdrantAuthError(
        'not-accepted',
        `${path} of ${name} is written to ${holder.name}, but ${where} wins over it`,
        { hints: [`take it out of ${where}; no node was restarted with it`] },
      )
    }
  }
}

/** What a phase changes in a node's config, a line a setting; secrets by their fingerprints. */
export async function changesIn(
  { holder }: ClusterNode,
  settings: Settings,
  secrets: Secrets,
  keys: Rotation['keys'],
): Promise<string[]> {
  const { before } = await holder.read()
  const found = settingsIn(before, Object.keys(settings), secrets)
  if (areIn(settings, found)) return []
  const words = (value: string | null) =>
    value === null ? 'nothing' : value === 'old' || value === 'new' ? `${keys[value]} (${value} key)` : value
  return Object.entries(settings)
    .filter(([path, wanted]) => (wanted === null ? null : String(wanted)) !== found[path])
    .map(
      ([path, wanted]) =>
        `${path}: ${words(found[path] ?? null)} → ${words(wanted === null ? null : String(wanted))}`,
    )
}
