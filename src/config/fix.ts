import type { Edit, Finding } from '../finding.ts'
import { applyEdits, setValue, unsetValue } from './edit.ts'
import { meaningOf } from './file-edit.ts'
import { lastName } from './setting-path.ts'
import type { Subject } from './subject.ts'
import { unknownKeys } from './unknown-keys.ts'

/** A file with everything mended that is certain. */
export interface Mended {
  /** As findings name it. */
  readonly name: string
  readonly after: string
  readonly descriptions: readonly string[]
}

/** What `--fix` would write, file by file; `before` is a file's text with its byte order mark. */
export function mend(
  subject: Subject,
  findings: readonly Finding[],
  before: (name: string) => string,
): Mended[] {
  return subject.files.flatMap(({ file, name }) => {
    const text = before(name)
    const own = findings.flatMap(({ fix }) => (fix?.edits.every((edit) => edit.file === name) ? [fix] : []))
    const fixes = withoutOverlaps(own)
    const mark = text.startsWith('\uFEFF') ? 1 : 0
    const edits = fixes
      .flatMap((fix) => fix.edits)
      .map((edit) => ({ ...edit, start: edit.start + mark, end: edit.end + mark }))
    const moved = withKeysMoved(applyEdits(text, edits), { file, name }, subject)
    if (moved.text === text) return []
    // What comes out must be a file that the server reads.
    meaningOf(moved.text, name)
    return [
      {
        name,
        after: moved.text,
        descriptions: [...fixes.map(({ description }) => description), ...moved.descriptions],
      },
    ]
  })
}

type Fix = NonNullable<Finding['fix']>

/** Rules may speak of the same place: the first wins, and no part of another is made. */
function withoutOverlaps(fixes: readonly Fix[]): Fix[] {
  const kept: Fix[] = []
  const isFree = (edit: Edit): boolean =>
    kept.every(({ edits }) => edits.every((other) => edit.end < other.start || edit.start > other.end))
  for (const fix of fixes) if (fix.edits.every(isFree)) kept.push(fix)
  return kept
}

/** Keys that stand in the wrong table go to the right one, unless it has a value for them already. */
function withKeysMoved(
  text: string,
  { file, name: fileName }: { file: string; name: string },
  subject: Subject,
): { text: string; descriptions: string[] } {
  const descriptions: string[] = []
  let result = text
  for (const { path, meant, raw } of unknownKeys(subject)) {
    const value = subject.sourceText(raw)
    const name = lastName(path)
    // Only what stands in the wrong place is meant as a path.
    if (
      !meant?.endsWith(`.${name}`) ||
      raw.source?.file !== file ||
      value === undefined ||
      !/^(?:"[^"\n]*"|'[^'\n]*'|[\w./-]+)$/.test(value)
    )
      continue
    // Another one may have come there just now.
    if (subject.written(meant).length > 0 || meaningOf(result, fileName).has(meant)) continue
    result = applyEdits(result, unsetValue(result, path.split('.')))
    result = applyEdits(result, setValue(result, meant.split('.'), value))
    descriptions.push(`move ${path} to ${meant}`)
  }
  return { text: result, descriptions }
}
