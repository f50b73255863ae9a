import type { Command, Option } from 'commander'
import { COMMANDS, isNoun } from '../../src/cli/commands.ts'
import { TOPICS } from '../../src/cli/help/topics.ts'
import { createProgram } from '../../src/cli/program.ts'
import { ioOf } from '../support/io.ts'

/** A command as its help shows it, for pages and completions that are made from it. */
export interface Described {
  /** `jwt mint`; empty for the tool itself. */
  path: string
  summary: string
  description: string
  /** `qdrant-auth jwt can [options] [operation] [token]` */
  usage: string
  arguments: {
    name: string
    description: string
    choices: readonly string[]
    required: boolean
    many: boolean
  }[]
  options: DescribedOption[]
  /** What stands behind the options, examples apart. */
  remarks: string
  /** Command lines, each as it is typed: a backslash at the end of a line goes on in the next. */
  examples: string[]
  /** Names of the commands below. */
  commands: { name: string; summary: string }[]
  /** The whole text of `--help`, at 80 columns. */
  help: string
}

export interface DescribedOption {
  /** `-o, --out <file>` */
  flags: string
  short: string | undefined
  long: string | undefined
  /** `<file>`, `[name]`; empty where it takes no value. */
  value: string
  description: string
  choices: readonly string[]
  default: string | undefined
}

/** Every command of the tool, in the order of the table, each with all of its code loaded. */
export async function describeAll(): Promise<Described[]> {
  const paths = COMMANDS.flatMap((entry) =>
    isNoun(entry) ? [[entry.name], ...entry.verbs.map(({ name }) => [entry.name, name])] : [[entry.name]],
  )
  const all = await Promise.all([[], ...paths, ['help']].map(describe))
  return all.filter((one) => one !== undefined)
}

async function describe(path: string[]): Promise<Described> {
  const { program } = await createProgram(path, ioOf({ cwd: '/' }))
  let command: Command = program
  for (const word of path) command = command.commands.find((one) => one.name() === word) ?? command
  let help = ''
  command.configureOutput({ writeOut: (text) => (help += text), getOutHelpWidth: () => 80 })
  command.outputHelp()
  const { remarks, examples } = behindOptions(help)
  return {
    path: path.join(' '),
    summary: command.summary(),
    description: command.description(),
    usage: /^Usage: (.*)$/m.exec(help)?.[1] ?? '',
    arguments: command.registeredArguments.map((one) => ({
      name: one.name(),
      description: one.description,
      choices: one.argChoices ?? [],
      required: one.required,
      many: one.variadic,
    })),
    options: command.createHelp().visibleOptions(command).map(describeOption),
    remarks,
    examples,
    commands: command.commands.map((one) => ({ name: one.name(), summary: one.summary() })),
    help,
  }
}

function describeOption(option: Option): DescribedOption {
  const { flags, short, long, description, argChoices, defaultValue, defaultValueDescription } = option
  const hasDefault =
    defaultValue !== undefined &&
    defaultValue !== false &&
    !(Array.isArray(defaultValue) && defaultValue.length === 0)
  const shown = hasDefault && (option.required || option.optional)
  return {
    flags,
    short,
    long,
    value: flags.match(/[<[].*$/)?.[0] ?? '',
    description,
    choices: argChoices ?? [],
    default: shown ? (defaultValueDescription ?? String(defaultValue)) : undefined,
  }
}

/** What help shows behind the lists of arguments, options and commands. */
function behindOptions(help: string): { remarks: string; examples: string[] } {
  const own = help.split('\n\n').filter((block) => !/^(Usage:|Every command also takes)/.test(block))
  const remarks: string[] = []
  const examples: string[] = []
  let isBehind = false
  for (const block of own) {
    if (/^(Options|Commands):\n/.test(block)) isBehind = true
    else if (/^Examples:\n/.test(block)) examples.push(...examplesIn(block))
    else if (isBehind && block.trim() !== '') remarks.push(block.trimEnd())
  }
  return { remarks: remarks.join('\n\n'), examples }
}

const examplesIn = (block: string): string[] =>
  [...block.matchAll(/^ {2}\$ ((?:.*\\\n)*.*)$/gm)].map(([, text = '']) =>
    text.replace(/\\\n */g, '\\\n    '),
  )

export const topics = async (): Promise<{ name: string; summary: string; text: string }[]> =>
  Promise.all(TOPICS.map(async ({ name, summary, load }) => ({ name, summary, text: (await load()).text })))
