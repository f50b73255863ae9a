import type { Readable, Writable } from 'node:stream'
import { QdrantAuthError } from '../errors.ts'
import type { Prompter } from '../prompter.ts'

type Library = typeof import('./questions.ts')
type Streams = { input: NodeJS.ReadableStream; output: NodeJS.WritableStream; signal?: AbortSignal }

/**
 * Asks through @inquirer/prompts, which is loaded at the first question and not before (54 ms of start-up).
 * Always on stderr, so that stdout stays data (design contract 3.1).
 */
export function createPrompter(
  open: () => { input: Readable; output: Writable },
  signal: AbortSignal,
): Prompter {
  const ask = async <T>(question: (library: Library, streams: Streams) => Promise<T>): Promise<T> => {
    const library = await import('./questions.ts')
    const streams = open()
    const left = new AbortController()
    // Ctrl-D closes the line reader, which ends raw mode and tells no question: nothing would be waited for any more, and the
    // exit code be 0. After Ctrl-Z and fg it is a pause alone, and goes on.
    const paused = () =>
      setImmediate(() =>
        'isRaw' in streams.input && streams.input.isRaw ? streams.input.resume() : left.abort(),
      )
    streams.input.on('pause', paused)
    try {
      return await question(library, { ...streams, signal: AbortSignal.any([signal, left.signal]) })
    } catch (error) {
      if (error instanceof Error && ['ExitPromptError', 'AbortPromptError'].includes(error.name)) {
        throw new QdrantAuthError('interrupted', 'interrupted: nothing was changed')
      }
      throw error
    } finally {
      streams.input.off('pause', paused)
      // After Ctrl-Z the line reader takes it for paused already, and the process would wait for more.
      streams.input.pause()
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
