import { InvalidArgumentError } from 'commander'
import { parseWithin, type Within } from '../../certs/within.ts'
import { QdrantAuthError } from '../../errors.ts'

/** The value of `--within`. */
export function within(text: string): Within {
  try {
    return parseWithin(text)
  } catch (error) {
    throw new InvalidArgumentError(error instanceof QdrantAuthError ? `${error.hints.join('')}.` : '')
  }
}
