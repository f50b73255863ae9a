import { Command } from 'commander'
import type { Context } from '../context.ts'
import { TOPICS } from './topics.ts'

/** `help`, `help jwt mint`, `help security`. It is there at every start, so the work arrives when it is asked for. */
export function helpCommand(context: Context): Command {
  return new Command('help')
    .summary('print help on a command or a topic')
    .description('Print help on a command, or on what is the same for all of them.')
    .argument('[words...]', 'a command, such as jwt mint, or a topic')
    .addHelpText(
      'after',
      `
Topics:
${topicList()}

Examples:
  $ qdrant-auth help jwt mint
  $ qdrant-auth help security`,
    )
    .action(async (words: string[], _flags, command: Command) => {
      const { printHelp } = await import('./print.ts')
      await printHelp(words, command.parent ?? command, context)
    })
}

export const topicList = (): string =>
  TOPICS.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`).join('\n')
