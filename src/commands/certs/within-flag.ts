import { InvalidArgumentError, Option } from 'commander'
import { parseWithin, type Within } from '../../certs/within.ts'
import { QdrantAuthError } from '../../errors.ts'

/** When a certificate counts as due. */
export const withinOption = (usual: string): Option =>
  new Option('--within <time>', 'due so long before the end: 30d, 12h, or 66% of its life')
    .argParser(within)
    .default(within(usual), usual)

function within(text: string): Within {
  try {
    return parseWithin(text)
  } catch (error) {
    throw new InvalidArgumentError(error instanceof QdrantAuthError ? `${error.hints.join('')}.` : '')
  }
}
