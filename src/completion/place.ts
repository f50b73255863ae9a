/** A command as a shell has to know it. */
export interface DescribedCommand {
  /** `jwt mint`; empty for the tool itself. */
  path: string
  arguments: readonly { choices: readonly string[] }[]
  options: readonly DescribedOption[]
  /** The commands below. */
  commands: readonly { name: string; summary: string }[]
}

export interface DescribedOption {
  short: string | undefined
  long: string | undefined
  /** `<file>`, `[name]`; empty where it takes no value. */
  value: string
  description: string
  choices: readonly string[]
}

/** What a shell needs to know at one place of the command line. */
export interface Place {
  /** Words of the command before the cursor: `jwt mint`. */
  path: string
  commands: readonly { name: string; summary: string }[]
  options: readonly DescribedOption[]
  /** Choices of the arguments, in their order; empty where it is a file or anything. */
  arguments: readonly (readonly string[])[]
}

/** Every place, the start first. The words behind `help` are places too. */
export function placesOf(
  all: readonly DescribedCommand[],
  topics: readonly { name: string; summary: string }[],
): Place[] {
  const global = all[0]?.options ?? []
  const places = all.map(
    ({ path, commands, options, arguments: given }): Place => ({
      path,
      commands: commands.filter(({ name }) => path === '' || name !== 'help'),
      options:
        path === ''
          ? options
          : [...options, ...global.filter(isNotIn(options)).filter(({ long }) => long !== '--version')],
      arguments: given.map(({ choices }) => choices),
    }),
  )
  const behindHelp = places
    .filter(
      ({ path, commands }) => path !== 'help' && !path.includes(' ') && (path === '' || commands.length > 0),
    )
    .map(
      ({ path, commands }): Place => ({
        path: `help ${path}`.trim(),
        commands: path === '' ? [...commands.filter(({ name }) => name !== 'help'), ...topics] : commands,
        options: [],
        arguments: [],
      }),
    )
  return [...places.filter(({ path }) => path !== 'help'), ...behindHelp]
}

const isNotIn =
  (others: readonly DescribedOption[]) =>
  ({ long }: DescribedOption) =>
    !others.some((one) => one.long === long)

/** Both names, the long one first. */
export const namesOf = ({ short, long }: DescribedOption): string[] =>
  [long, short].filter((name) => name !== undefined)

export const takesValue = ({ value }: DescribedOption): boolean => value.startsWith('<')

export const isDirectory = ({ value }: DescribedOption): boolean => /^<(?:dir|directory)>/.test(value)

/** The first line of every script. */
export const MADE = '# Completion for qdrant-auth, made from its command table.'
