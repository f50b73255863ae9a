import type { Command } from 'commander'
import { QdrantAuthError } from '../../errors.ts'
import { nearest } from '../../nearest.ts'
import type { Context } from '../context.ts'
import { finish } from '../verb.ts'
import { TOPICS } from './topics.ts'

/** Help on what the words name: a topic, or a command below the program. */
export async function printHelp(words: readonly string[], program: Command, context: Context): Promise<void> {
  const topic = TOPICS.find(({ name }) => words.length === 1 && name === words[0])
  if (topic !== undefined) {
    const { text } = await topic.load()
    return finish(context, async () => ({ json: { topic: topic.name, text }, text }))
  }
  commandNamed(words, program).outputHelp()
  await context.flush()
}

function commandNamed(words: readonly string[], program: Command): Command {
  let command = program
  for (const [index, word] of words.entries()) {
    const next = command.commands.find((one) => one.name() === word)
    if (next === undefined) throw unknown(word, command, words.slice(0, index))
    command = next
  }
  return command
}

/** `before`: the words that are known. */
function unknown(word: string, command: Command, before: readonly string[]): QdrantAuthError {
  const names = command.commands.map((one) => one.name())
  const known = before.length === 0 ? [...names, ...TOPICS.map(({ name }) => name)] : names
  const meant = nearest(word, known)
  const others =
    known.length === 0
      ? `all of it is said by: qdrant-auth help ${before.join(' ')}`
      : `there is help on: ${known.join(', ')}`
  return new QdrantAuthError('usage', `there is no help on ${JSON.stringify(word.slice(0, 60))}`, {
    hints: [meant === undefined ? others : `did you mean ${meant}?`],
  })
}
