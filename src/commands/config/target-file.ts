import { join } from 'node:path'
import type { Context } from '../../cli/context.ts'
import type { Writer } from '../../config/file-edit.ts'
import { diskFiles } from '../../config/server-files.ts'
import { newTag } from '../../files/staged.ts'
import { loadEffective } from '../../qdrant/config/effective.ts'
import { writesOf } from '../../qdrant/config/writes.ts'
import type { Setting } from '../../qdrant/settings/table.ts'

/**
 * The file that a setting is changed in: the one that was named, the one whose word wins now, or else config/config.yaml,
 * and config/local.yaml for secrets.
 */
export function targetFile({ path, secret }: Setting, file: string | undefined, context: Context): string {
  if (file !== undefined) return context.path(file)
  const directory = context.cwd
  const { layers } = loadEffective({ files: diskFiles(directory, undefined), directory })
  const words = writesOf(layers.filter(({ name }) => name !== 'bundled')).get(path) ?? []
  const written = words.findLast(({ resets }) => !resets)?.raw.source?.file
  return join(directory, written ?? (secret === true ? 'config/local.yaml' : 'config/config.yaml'))
}

export const writerOf = ({ io }: Context): Writer => ({
  processes: io.processes,
  tag: newTag(io.entropy.bytes),
})
