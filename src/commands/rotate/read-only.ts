import type { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { beginAction, beginCommand } from './begin.ts'

export function create(context: Context): Command {
  return beginCommand('read-only', true)
    .description(
      'Replace read_only_api_key. There is no second one: readers are refused from each restart on.',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth rotate read-only --dry-run
  $ qdrant-auth rotate read-only --yes --until end`,
    )
    .action(beginAction('read-only', context))
}
