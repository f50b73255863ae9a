import type { Context } from '../../cli/context.ts'
import { readInput } from '../../cli/input.ts'
import type { Note } from '../../cli/report.ts'
import { QdrantAuthError } from '../../errors.ts'
import { statIfPresent } from '../../files/read.ts'
import { type GivenToken, givenToken, TOKEN_LIMIT } from '../../jwt/given.ts'

/** The token of a command: a file, stdin, or an argument. An argument stays in the shell's history, which is said. */
export async function readToken(
  context: Context,
  argument: string | undefined,
): Promise<{ given: GivenToken; notes: Note[] }> {
  if (argument !== undefined && argument !== '-' && namesFile(context, argument)) {
    const { bytes } = await readInput(context, argument, TOKEN_LIMIT)
    return { given: givenToken(bytes.toString('utf8')), notes: [] }
  }
  if (argument !== undefined && argument !== '-') {
    if (argument.length > TOKEN_LIMIT)
      throw new QdrantAuthError('file-too-large', 'the token is larger than any server takes')
    // It may be a key as well, so it is not repeated.
    if (isPath(argument))
      throw new QdrantAuthError('file-missing', 'the argument is neither a file nor a token')
    return {
      given: givenToken(argument),
      notes: [
        {
          level: 'note',
          message: 'the token is in your shell history now',
          hint: 'give it on stdin instead',
        },
      ],
    }
  }
  if (argument === undefined && context.io.stdin.isTTY) {
    const text = await context.answer('the token on stdin', () =>
      context.io.prompter.password({ message: 'The token (not shown)' }),
    )
    return { given: givenToken(text), notes: [] }
  }
  const { bytes } = await readInput(context, '-', TOKEN_LIMIT)
  if (bytes.length === 0) throw new QdrantAuthError('usage', 'there is no token on stdin')
  return { given: givenToken(bytes.toString('utf8')), notes: [] }
}

/** Whether there is something to read by that name: a file, or a pipe (`<(command)`). No token is the name of one. */
export const namesFile = (context: Context, argument: string): boolean =>
  statIfPresent(context.path(argument)) !== undefined

/** The name of a file, most likely misspelt. Whatever else is no token is judged, as the server would judge it. */
const isPath = (text: string): boolean =>
  text.split('.').length !== 3 && /[/\\]|\.(?:jwt|json|token|txt)$/i.test(text)
