import { resolve } from 'node:path'
import type { Context } from '../../cli/context.ts'
import { type EditedFile, openForEdit, type Writer, writeEdited } from '../../config/file-edit.ts'
import { mend } from '../../config/fix.ts'
import { lineDiff } from '../../config/line-diff.ts'
import type { Validated } from '../../config/validate.ts'
import { shown } from '../../shown.ts'
import { writerOf } from './target-file.ts'

/** How `config validate --fix` goes about it. */
export interface FixOptions {
  dryRun: boolean
  /** Shows what would be written. */
  tell(text: string): Promise<void>
  /** Whether it may be written. */
  confirm(): Promise<boolean>
  writer: Writer
}

export const fixOptions = (flags: { yes?: true; dryRun?: true }, context: Context): FixOptions => ({
  dryRun: flags.dryRun === true,
  tell: (text) => context.writeErr(text),
  confirm: async () =>
    flags.yes === true ||
    context.answer('--yes', () => context.io.prompter.confirm({ message: 'Write this?', default: true })),
  writer: writerOf(context),
})

/** Shows and writes what is certain; how many files were changed. */
export async function fixFiles(
  validated: AsyncIterable<Validated>,
  cwd: string,
  { dryRun, tell, confirm, writer }: FixOptions,
): Promise<number> {
  const edits = new Map<EditedFile, string>()
  for await (const { subject, findings } of validated) {
    const opened = new Map<string, EditedFile>()
    for (const { name } of subject.files) {
      const file = await openForEdit(resolve(cwd, name))
      opened.set(name, file)
      edits.set(file, file.before)
    }
    for (const { name, after, descriptions } of mend(
      subject,
      findings,
      (one) => opened.get(one)?.before ?? '',
    )) {
      const file = opened.get(name)
      if (file === undefined) continue
      const what = shown(`${name}: ${[...new Set(descriptions)].join('; ')}`)
      await tell(`${what}\n${lineDiff(file.before, after)}`)
      edits.set(file, after)
    }
  }
  const changed = [...edits].filter(([file, after]) => after !== file.before).length
  if (dryRun || (changed > 0 && !(await confirm()))) return 0
  // Where nothing is left to mend, what a killed run left is cleared away.
  for (const [file, after] of edits) await writeEdited(file, after, writer)
  return changed
}
