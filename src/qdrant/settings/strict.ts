/**
 * Values that the server copies before it gives them a type (serde's `flatten` and `untagged`): nothing is converted
 * then, so a number is no text and "5" is no number, which matters most for variables, whose values are all text.
 */

import { type Failure, refusal, wrongKindForSerde } from './failure.ts'
import type { Choice } from './names.ts'
import type { Raw } from './raw.ts'
import type { Field } from './shape.ts'

const COUNT_LIMIT = 2n ** 64n

export const isCount = (raw: Raw): boolean => raw.kind === 'integer' && raw.value >= 0n

/** A flattened key; undefined when it can be read. */
export function strictFailure({ form, choice }: Field, raw: Raw): Failure | undefined {
  if (raw.kind === 'nil') return undefined
  switch (form) {
    case 'words':
      return listFailure(raw, choice)
    case 'word':
      return choice && wordFailure(raw, choice)
    case 'word-or-boolean':
      return raw.kind === 'boolean' || isWord(raw, choice) ? undefined : noVariant('Color')
    case 'count-or-text':
      return countFailure(raw)
    default:
      return raw.kind === 'string' ? undefined : wrongKindForSerde(raw, 'a string')
  }
}

export const noVariant = (name: string): Failure =>
  refusal(`data did not match any variant of untagged enum ${name}`)

function listFailure(raw: Raw, choice: Choice | undefined): Failure | undefined {
  if (raw.kind !== 'list') return wrongKindForSerde(raw, 'a sequence')
  for (const item of raw.items) {
    const failure = choice && wordFailure(item, choice)
    if (failure !== undefined) return failure
  }
  return undefined
}

/** A word, or a table with the word as its only key and nothing behind it. */
export function isWord(raw: Raw, choice: Choice | undefined): boolean {
  return choice !== undefined && wordFailure(raw, choice) === undefined
}

function wordFailure(raw: Raw, { words }: Choice): Failure | undefined {
  if (raw.kind === 'table') {
    const [entry] = raw.entries
    if (raw.entries.size !== 1 || entry === undefined)
      return refusal('invalid value: map, expected map with a single key')
    const [word, value] = entry
    if (!words.includes(word)) return unknownWord(word, words)
    const empty = value.kind === 'nil' || (value.kind === 'table' && value.entries.size === 0)
    return empty ? undefined : wrongKindForSerde(value, 'unit')
  }
  if (raw.kind !== 'string') return wrongKindForSerde(raw, 'string or map')
  return words.includes(raw.value) ? undefined : unknownWord(raw.value, words)
}

function unknownWord(word: string, words: readonly string[]): Failure {
  const quoted = words.map((known) => `\`${known}\``)
  const expected = quoted.length > 2 ? `one of ${quoted.join(', ')}` : quoted.join(' or ')
  return refusal(`unknown variant \`${word}\`, expected ${expected}`, `unknown variant, expected ${expected}`)
}

/** A number above zero, or a text that Rust reads as one. */
function countFailure(raw: Raw): Failure | undefined {
  if (raw.kind === 'integer' && raw.value > 0n) return undefined
  if (raw.kind !== 'string') return noVariant('Helper')
  const fault = countFault(raw.value)
  return fault === undefined ? undefined : refusal(fault)
}

function countFault(text: string): string | undefined {
  if (text === '') return 'cannot parse integer from empty string'
  if (!/^\+?\d+$/.test(text)) return 'invalid digit found in string'
  const digits = text.replace(/^\+?0*/, '')
  if (digits === '') return 'number would be zero for non-zero type'
  return digits.length > 20 || BigInt(digits) >= COUNT_LIMIT
    ? 'number too large to fit in target type'
    : undefined
}
