import type { Command, Option } from 'commander'
import { TOPICS } from '../../src/cli/help/topics.ts'
import { describe, describeOption, everyCommand } from '../../src/cli/tree.ts'
import type { DescribedCommand, DescribedOption } from '../../src/completion/place.ts'
import { ioOf, run } from '../support/io.ts'

/** A command as its help shows it, for the pages that are made from it. */
export interface Described extends DescribedCommand {
  summary: string
  description: string
  /** `qdrant-auth jwt can [options] [operation] [token]` */
  usage: string
  arguments: { name: string; description: string; choices: readonly string[] }[]
  options: (DescribedOption & {
    /** `-o, --out <file>` */
    flags: string
    default: string | undefined
  })[]
  /** What stands behind the options, examples apart. */
  remarks: string
  /** Command lines, each as it is typed: a backslash at the end of a line goes on in the next. */
  examples: string[]
  /** The whole text of `--help`. */
  help: string
}

/** Every command of the tool, in the order of the table. */
export async function describeAll(): Promise<Described[]> {
  const all = await everyCommand(ioOf({ cwd: '/' }))
  return Promise.all(all.map(({ path, command }) => describeWithHelp(path, command)))
}

async function describeWithHelp(path: string, command: Command): Promise<Described> {
  const { stdout: help } = await run(path === '' ? ['--help'] : [...path.split(' '), '--help'], { cwd: '/' })
  const { remarks, examples } = behindOptions(help)
  return {
    ...describe(path, command),
    summary: command.summary(),
    description: command.description(),
    usage: /^Usage: (.*)$/m.exec(help)?.[1] ?? '',
    arguments: command.registeredArguments.map((one) => ({
      name: one.name(),
      description: one.description,
      choices: one.argChoices ?? [],
    })),
    options: command.createHelp().visibleOptions(command).map(describeOptionWithDefault),
    remarks,
    examples,
    help,
  }
}

function describeOptionWithDefault(option: Option): Described['options'][number] {
  const { flags, defaultValue, defaultValueDescription } = option
  const hasDefault =
    defaultValue !== undefined &&
    defaultValue !== false &&
    !(Array.isArray(defaultValue) && defaultValue.length === 0)
  const shown = hasDefault && (option.required || option.optional)
  return {
    ...describeOption(option),
    flags,
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
