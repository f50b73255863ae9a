import { displayFloat } from '../qdrant/rust.ts'
import type { Raw } from '../qdrant/settings/raw.ts'
import type { Found } from './rule.ts'
import type { Subject } from './subject.ts'

type Scalar = Extract<Raw, { kind: 'boolean' | 'integer' | 'float' }>

/** Something that YAML does not take for text. */
export const isScalar = (raw: Raw): raw is Scalar =>
  raw.kind === 'boolean' || raw.kind === 'integer' || raw.kind === 'float'

/** The text that the server makes of it for a setting that is text. */
export const textOfScalar = (raw: Scalar): string =>
  raw.kind === 'float' ? displayFloat(raw.value) : String(raw.value)

/**
 * The fix that puts a value in quotes as it stands; the edits themselves do not show it. A value with an anchor or tag is
 * left to its author.
 */
export function quoted(subject: Subject, raw: Raw, text: string): Pick<Found, 'fix'> {
  const edit = /^[\w.+-]+$/.test(text) ? subject.edit(raw, 'value', '"') : undefined
  if (edit === undefined) return {}
  const edits = [
    { ...edit, end: edit.start },
    { ...edit, start: edit.end },
  ]
  return { fix: { description: 'put the key in double quotes', edits } }
}
