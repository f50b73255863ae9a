import type { Command, Option } from 'commander'
import type { DescribedCommand, DescribedOption } from '../completion/place.ts'
import type { Io } from './io.ts'
import { createWholeProgram } from './program.ts'

/** Every command of the tool with its path (`jwt mint`), in the order of the table, each with all of its options. */
export async function everyCommand(io: Io): Promise<{ path: string; command: Command }[]> {
  const program = await createWholeProgram(io)
  return [{ path: '', command: program }, ...commandsBelow(program, '')]
}

const commandsBelow = (parent: Command, prefix: string): { path: string; command: Command }[] =>
  parent.commands.flatMap((command) => {
    const path = `${prefix}${command.name()}`
    return [{ path, command }, ...commandsBelow(command, `${path} `)]
  })

export const describe = (path: string, command: Command): DescribedCommand => ({
  path,
  arguments: command.registeredArguments.map(({ argChoices }) => ({ choices: argChoices ?? [] })),
  options: command.createHelp().visibleOptions(command).map(describeOption),
  commands: command.commands.map((one) => ({ name: one.name(), summary: one.summary() })),
})

export const describeOption = ({ flags, short, long, description, argChoices }: Option): DescribedOption => ({
  short,
  long,
  value: flags.match(/[<[].*$/)?.[0] ?? '',
  description,
  choices: argChoices ?? [],
})
