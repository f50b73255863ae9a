import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { requireRotation } from '../../rotate/journal.ts'
import { rotationReport } from './report.ts'

export function create(context: Context, run: (directory: string) => Promise<Report> = runStatus): Command {
  return new Command('status')
    .description('Say where the rotation is, what every node answered, and what is next. Asks no node.')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth rotate status
  $ qdrant-auth rotate status --json`,
    )
    .action(() => finish(context, () => run(context.cwd)))
}

const runStatus = async (directory: string): Promise<Report> =>
  rotationReport(await requireRotation(directory))
