import { Command } from 'commander'
import { QdrantAuthError } from '../../errors.ts'
import { nearest } from '../../nearest.ts'
import type { Context } from '../context.ts'
import { finish } from '../verb.ts'
import { TOPICS } from './topics.ts'

/** `help`, `help jwt mint`, `help security`. */
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
      const topic = TOPICS.find(({ name }) => words.length === 1 && name === words[0])
      if (topic === undefined) return printCommand(words, command.parent ?? command, context)
      const { text } = await topic.load()
      await finish(context, async () => ({ json: { topic: topic.name, text }, text }))
    })
}

export const topicList = (): string =>
  TOPICS.map(({ name, summary }) => `  ${name.padEnd(14)} ${summary}`).join('\n')

async function printCommand(words: readonly string[], program: Command, context: Context): Promise<void> {
  let command = program
  for (const word of words) {
    const next = command.commands.find((one) => one.name() === word)
    if (next === undefined) throw unknown(word, command, command === program)
    command = next
  }
  command.outputHelp()
  await context.flush()
}

function unknown(word: string, command: Command, atTop: boolean): QdrantAuthError {
  const names = command.commands.map((one) => one.name())
  const known = atTop ? [...names, ...TOPICS.map(({ name }) => name)] : names
  const meant = nearest(word, known)
  const shown = JSON.stringify(word.slice(0, 60))
  return new QdrantAuthError('usage', `there is no help on ${shown}`, {
    hints: [meant === undefined ? `there is help on: ${known.join(', ')}` : `did you mean ${meant}?`],
  })
}
