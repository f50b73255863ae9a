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
  if (argument !== undefined && argument !== '-' && statIfPresent(context.path(argument)) !== undefined) {
    const { bytes } = await readInput(context, argument, TOKEN_LIMIT)
    return { given: givenToken(bytes.toString('utf8')), notes: [] }
  }
  if (argument !== undefined && argument !== '-') {
    if (argument.length > TOKEN_LIMIT)
      throw new QdrantAuthError('file-too-large', 'the token is larger than any server takes')
    requireTokenForm(argument, 'the argument')
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

/**
 * Refuses what is neither there as a file nor looks like a token, cut off or not: most likely the name of a file is misspelt.
 * It may be a key as well, so it is not repeated.
 */
export function requireTokenForm(text: string, what: string): void {
  if (text.split('.').length === 3 || /(?:^|\s)eyJ/.test(text)) return
  throw new QdrantAuthError('file-missing', `${what} is neither a file nor a token`)
}
