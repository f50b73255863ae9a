import type { Argument, Command, Option } from 'commander'
import fc from 'fast-check'
import { COMMANDS, isNoun, type Verb } from '../../src/cli/commands.ts'
import { Context } from '../../src/cli/context.ts'
import type { Io } from '../../src/cli/io.ts'

/** Every verb of the tool with its words; a new one is in by being in the table. */
export const VERBS: readonly { words: string[]; verb: Verb }[] = COMMANDS.flatMap((entry) =>
  isNoun(entry)
    ? entry.verbs.map((verb) => ({ words: [entry.name, verb.name], verb }))
    : [{ words: [entry.name], verb: entry }],
)

/** What arguments are made of. */
export interface Pool {
  paths: readonly string[]
  variables: readonly string[]
  urls: readonly string[]
  /** Anything else. */
  words: readonly string[]
}

const MODES = [[], ['--json'], ['--verbose'], ['--quiet'], ['--json', '--verbose'], ['--no-input']]

/** Command lines of a verb: some of its options, each with a fitting or a wrong value, and some arguments. */
export async function commandLines(
  { words, verb }: (typeof VERBS)[number],
  pool: Pool,
): Promise<fc.Arbitrary<string[]>> {
  const { create } = await verb.load()
  const command: Command = create(new Context({} as Io, words.join(' ')))
  const options = command.options
    .filter(({ long, short }) => (long ?? short) !== verb.trailing)
    .map((option) => optionOf(option, pool))
  return fc
    .tuple(
      fc.subarray(options, { maxLength: Math.min(6, options.length) }).chain((some) => fc.tuple(...some)),
      fc.tuple(...command.registeredArguments.map((argument) => argumentOf(argument, pool))),
      fc.constantFrom(...MODES),
    )
    .map(([flags, given, mode]) => [...words, ...given.flat(), ...flags.flat(), ...mode])
}

function optionOf(option: Option, pool: Pool): fc.Arbitrary<string[]> {
  const name = option.short ?? option.long ?? ''
  const flag = option.long ?? name
  if (!option.required && !option.optional) return fc.constant([flag])
  if (option.argChoices !== undefined)
    return fc.constantFrom(...option.argChoices).map((choice) => [flag, choice])
  return oneFor(`${flag} ${option.flags}`, pool).map((value) => [flag, value])
}

function argumentOf(argument: Argument, pool: Pool): fc.Arbitrary<string[]> {
  const one =
    argument.argChoices === undefined
      ? oneFor(argument.name(), pool)
      : fc.constantFrom(...argument.argChoices)
  return argument.required
    ? fc.array(one, { minLength: 1, maxLength: argument.variadic ? 2 : 1 })
    : fc.array(one, { maxLength: argument.variadic ? 2 : 1 })
}

/** Mostly what the name of the argument asks for; people also give the wrong thing. */
function oneFor(name: string, { paths, variables, urls, words }: Pool): fc.Arbitrary<string> {
  const fitting = /env/.test(name)
    ? variables
    : /url/.test(name)
      ? urls
      : /file|dir|path|from|config|manifest|request|token|out|-o|claims|ca|old|new|key/.test(name)
        ? paths
        : words
  return fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...fitting) },
    { weight: 1, arbitrary: fc.constantFrom(...paths, ...words, ...urls) },
  )
}
