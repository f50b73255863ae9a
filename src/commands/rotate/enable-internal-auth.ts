import type { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { beginAction, beginCommand } from './begin.ts'

export function create(context: Context): Command {
  return beginCommand('enable-internal-auth', false)
    .description('Make nodes ask each other for the api_key (1.18), one restart each.')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth rotate enable-internal-auth --dry-run
  $ qdrant-auth rotate enable-internal-auth --yes --until end`,
    )
    .action(beginAction('enable-internal-auth', context))
}
