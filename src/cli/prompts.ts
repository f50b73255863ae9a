import type { Readable, Writable } from 'node:stream'
import { QdrantAuthError } from '../errors.ts'

/** Questions to a person. Always on stderr, so that stdout stays data (design contract 3.1). */
export interface Prompter {
  input(question: {
    message: string
    default?: string
    validate?: (text: string) => true | string
  }): Promise<string>
  confirm(question: { message: string; default: boolean }): Promise<boolean>
  select<T extends string>(question: {
    message: string
    default?: T
    choices: readonly { value: T; name: string }[]
  }): Promise<T>
  /** A secret: nothing typed is shown. */
  password(question: { message: string }): Promise<string>
}

type Library = typeof import('@inquirer/prompts')
type Streams = { input: NodeJS.ReadableStream; output: NodeJS.WritableStream; signal?: AbortSignal }

/** Asks through @inquirer/prompts, which is loaded at the first question and not before (54 ms of start-up). */
export function createPrompter(
  open: () => { input: Readable; output: Writable },
  signal: AbortSignal,
): Prompter {
  const ask = async <T>(question: (library: Library, streams: Streams) => Promise<T>): Promise<T> => {
    const library = await import('@inquirer/prompts')
    try {
      return await question(library, { ...(open() as Streams), signal })
    } catch (error) {
      if (error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name)) {
        throw new QdrantAuthError('interrupted', 'interrupted: nothing was changed')
      }
      throw error
    }
  }
  return {
    input: ({ message, ...rest }) => ask((library, streams) => library.input({ message, ...rest }, streams)),
    confirm: (question) => ask((library, streams) => library.confirm(question, streams)),
    select: ({ message, choices, ...rest }) =>
      ask((library, streams) => library.select({ message, choices: [...choices], ...rest }, streams)),
    password: ({ message }) => ask((library, streams) => library.password({ message, mask: false }, streams)),
  }
}
