import { Command, Help, type Option } from 'commander'
import { VERSION } from '../version.ts'
import { COMMANDS, isNoun, type Noun, type Verb } from './commands.ts'
import { Context, type GlobalOptions } from './context.ts'
import { helpCommand, topicList } from './help/command.ts'
import type { Io } from './io.ts'
import { requireWorkingDirectory } from './working-directory.ts'

/** A global option whose value is the next word (`-C DIR`, `-qC DIR`), which is no command's name then. */
const TAKES_NEXT = /^(?:--cwd|-[qv]*C)$/

interface Choice {
  /** Words of the command, `jwt mint`, for the JSON envelope and messages. */
  path: string
  noun: Noun | undefined
  verb: Verb | undefined
}

/** Which verb a command line chooses: its first words that are no options. Commander does the real parsing later. */
export function choose(argv: readonly string[]): Choice {
  const words: string[] = []
  /** What follows the first word of the command. */
  let behind: string | undefined
  // `help jwt mint` and `jwt help mint` choose what `jwt mint` does, so that there is something to print.
  for (let index = 0; index < argv.length && words.length < (words[0] === 'help' ? 3 : 2); index++) {
    const argument = argv[index] ?? ''
    if (argument === '--') break
    if (TAKES_NEXT.test(argument)) index++
    else if (!argument.startsWith('-') && (argument !== 'help' || words.length === 0)) {
      words.push(argument)
      if (words.length === (words[0] === 'help' ? 2 : 1)) behind = argv[index + 1]
    }
  }
  const [first, second] = words[0] === 'help' ? words.slice(1) : words
  const entry = COMMANDS.find(({ name }) => name === first)
  if (entry === undefined)
    return { path: words[0] === 'help' ? 'help' : '', noun: undefined, verb: undefined }
  if (!isNoun(entry)) return { path: entry.name, noun: undefined, verb: entry }
  // A word right behind the noun is meant as a verb; one behind an option may be its value.
  const isAlone = behind === undefined || behind.startsWith('-')
  const verb = entry.verbs.find(({ name }) => name === second) ?? (isAlone ? entry.alone : undefined)
  const own = verb === undefined || verb === entry.alone
  return { path: own ? entry.name : `${entry.name} ${verb.name}`, noun: entry, verb }
}

/** The command tree with only the chosen verb's code in it; the others are names and summaries. */
export async function createProgram(
  argv: readonly string[],
  io: Io,
): Promise<{ program: Command; context: Context; own: string[] }> {
  const choice = choose(argv)
  const { own, trailing } = split(argv, choice.verb?.trailing)
  const context = new Context(io, choice.path, trailing)
  const isChosen = (entry: Noun | Verb) => entry === choice.noun || entry === choice.verb
  const program = await programWith(isChosen, context)
  program.hook('preAction', async (_program, action) => {
    context.globals = globalsOf(action)
    await requireWorkingDirectory(context, choice.verb)
  })
  return { program, context, own }
}

/** The tree with the code of every verb in it, to be read and not to be run. */
export const createWholeProgram = (io: Io): Promise<Command> => programWith(() => true, new Context(io, ''))

type IsChosen = (entry: Noun | Verb) => boolean

async function programWith(isChosen: IsChosen, context: Context): Promise<Command> {
  const program = new Command('qdrant-auth')
    .description('Keys, config, tokens, certificates and rotations for a Qdrant you run yourself.')
    .version(VERSION, '-V, --version', 'print the version')
    .option('-C, --cwd <dir>', 'work in this directory')
    .option('--json', 'print one JSON object instead of text')
    .option('-q, --quiet', 'print warnings and data only')
    .option('-v, --verbose', 'say more about what is done')
    .option('--no-color', 'print without colour')
    .option('--no-input', 'never ask; fail where an answer is missing')
    .showSuggestionAfterError(true)
    .helpCommand(false)
    .addHelpText('after', `\nTopics, with qdrant-auth help TOPIC:\n${topicList()}`)
    .addHelpText('afterAll', ({ command }) => (command.parent === null ? '' : OF_EVERY_COMMAND))

  for (const entry of COMMANDS) {
    const command = isNoun(entry)
      ? nounCommand(entry, isChosen, context)
      : verbCommand(entry, isChosen, context)
    program.addCommand(await command)
  }
  program.addCommand(helpCommand(context))
  takeOutput(program, context)
  return program
}

const OF_EVERY_COMMAND =
  '\nEvery command also takes -C, --json, -q, -v, --no-color and --no-input\n(see qdrant-auth --help).'

/** What is ours and what is another program's. */
function split(argv: readonly string[], option: string | undefined): { own: string[]; trailing: string[] } {
  const cut = option === undefined ? -1 : argv.indexOf(option)
  if (cut === -1) return { own: [...argv], trailing: [] }
  const [first, ...rest] = argv.slice(cut + 1)
  // `--exec -- PROGRAM` is how many tools have it; without a program commander says what is missing.
  const trailing = first === '--' ? rest : argv.slice(cut + 1)
  return { own: argv.slice(0, trailing.length === 0 ? cut + 1 : cut), trailing }
}

async function nounCommand(noun: Noun, isChosen: IsChosen, context: Context): Promise<Command> {
  const { alone } = noun
  const command =
    alone !== undefined && isChosen(alone)
      ? (await alone.load()).create(context)
      : new Command(noun.name).description(`${noun.summary.charAt(0).toUpperCase()}${noun.summary.slice(1)}.`)
  command.summary(noun.summary).helpCommand('help [command]', 'print help on a command')
  // Nobody asks for the verbs of a noun that was not chosen, and every one costs a little.
  const verbs = isChosen(noun) ? noun.verbs : []
  for (const verb of verbs) command.addCommand(await verbCommand(verb, isChosen, context))
  return command
}

async function verbCommand(verb: Verb, isChosen: IsChosen, context: Context): Promise<Command> {
  if (!isChosen(verb)) return new Command(verb.name).summary(verb.summary)
  const { create } = await verb.load()
  return create(context).summary(verb.summary)
}

/** Commander throws instead of ending the process; help and version go to our stdout, its errors are told by `main`. */
function takeOutput(command: Command, context: Context): void {
  command.exitOverride()
  command.helpOption('-h, --help', 'print help')
  command.configureHelp({ optionDescription })
  command.configureOutput({
    writeOut: (text) => context.queueOut(text),
    writeErr: () => {},
    getOutHelpWidth: () => context.helpWidth,
    getErrHelpWidth: () => context.helpWidth,
    getOutHasColors: () => false,
  })
  for (const child of command.commands) takeOutput(child, context)
}

/** An option that may be given several times has an empty list for a default, which is nothing to tell. */
function optionDescription(option: Option): string {
  const isEmptyList = Array.isArray(option.defaultValue) && option.defaultValue.length === 0
  const told = Object.assign(Object.create(option), isEmptyList && { defaultValue: undefined })
  return new Help().optionDescription(told)
}

function globalsOf(command: Command): GlobalOptions {
  const flags = command.optsWithGlobals()
  return {
    json: flags.json === true,
    quiet: flags.quiet === true,
    verbose: flags.verbose === true,
    color: flags.color !== false,
    input: flags.input !== false,
    cwd: flags.cwd,
  }
}
