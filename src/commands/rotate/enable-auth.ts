import type { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { beginAction, beginCommand } from './begin.ts'

export function create(context: Context): Command {
  return beginCommand('enable-auth', true)
    .description('Give a cluster without a key its first one, while clients send it already.')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth rotate enable-auth --dry-run
  $ qdrant-auth rotate enable-auth --yes --until end`,
    )
    .action(beginAction('enable-auth', context))
}
