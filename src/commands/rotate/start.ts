import type { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { beginAction, beginCommand, withSoak } from './begin.ts'

export function create(context: Context): Command {
  return withSoak(beginCommand('start', true))
    .description(
      'Begin to replace api_key: look at everything, make the new key and the journal. Goes on with --until.',
    )
    .option('--emergency', 'the key has leaked: replace it at once, and refuse whoever has the old one')
    .option('--with-gap', 'go on where nodes are too old for a second key')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth rotate start --inventory qdrant-auth.yaml
  $ qdrant-auth rotate start --yes --until 2
  $ qdrant-auth rotate start --emergency --yes --until end`,
    )
    .action(beginAction('api-key', context))
}
