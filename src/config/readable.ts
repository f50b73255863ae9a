import { resolve } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { type EffectiveConfig, type EffectiveOptions, loadEffective } from '../qdrant/config/effective.ts'

/**
 * What the server makes of its configuration, for whoever builds on it or takes a key from it. The server passes over a file
 * that it may not read; one that only this user may not read could hold the keys, so that throws `file-unreadable`.
 */
export function loadReadable(options: EffectiveOptions): EffectiveConfig {
  const config = loadEffective(options)
  const hidden = config.layers.find(({ reason }) => reason === 'unreadable')
  if (hidden === undefined) return config
  throw new QdrantAuthError(
    'file-unreadable',
    `cannot read ${resolve(options.directory, hidden.file ?? hidden.lookup ?? '')}, where the keys may stand`,
    { hints: ['run it as the user who owns the file'] },
  )
}
