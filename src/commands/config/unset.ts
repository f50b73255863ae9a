import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { unsetValue } from '../../config/edit.ts'
import { openForEdit, type Writer, withSettingChanged, writeEdited } from '../../config/file-edit.ts'
import { lineDiff } from '../../config/line-diff.ts'
import { settingNamed } from '../../config/setting-name.ts'
import { QdrantAuthError } from '../../errors.ts'
import { targetFile, writerOf } from './target-file.ts'

export interface UnsetOptions {
  path: string
  /** Absolute path. */
  file: string
  dryRun: boolean
  writer: Writer
}

export function create(
  context: Context,
  run: (options: UnsetOptions) => Promise<Report> = runUnset,
): Command {
  return new Command('unset')
    .description('Remove a setting from a configuration file. Nothing else in the file changes.')
    .argument('<key>', 'such as service.alt_api_key')
    .option('--file <file>', 'the file to change (where it is set now)')
    .option('--dry-run', 'show the change and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth config unset alt_api_key
  $ qdrant-auth config unset service.host --file config/local.yaml`,
    )
    .action((key: string, flags: { file?: string; dryRun?: true }) =>
      finish(context, () => {
        const setting = settingNamed(key)
        return run({
          path: setting.path,
          file: targetFile(setting, flags.file, context),
          dryRun: flags.dryRun === true,
          writer: writerOf(context),
        })
      }),
    )
}

export async function runUnset({ path, file, dryRun, writer }: UnsetOptions): Promise<Report> {
  const opened = await openForEdit(file)
  const { before, mode } = opened
  if (mode === undefined) throw new QdrantAuthError('file-missing', `there is no ${file}`)
  const after = withSettingChanged(opened, path, unsetValue, undefined)
  const changed = after !== before
  if (!dryRun) await writeEdited(opened, after, writer)
  const done = !changed ? 'is not in' : dryRun ? 'would be removed from' : 'is removed from'
  return {
    json: { key: path, file, changed, written: changed && !dryRun },
    text: dryRun ? lineDiff(before, after) : '',
    notes: [{ level: 'plain', message: `${path} ${done} ${file}` }],
  }
}
