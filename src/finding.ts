/** A finding is data; `src/cli/formats` turns it into words for people and machines (design contract 3.4). */

export type Level = 'error' | 'warning' | 'note'

/** Lines and columns count from 1; `endColumn` is one past the last character (LSP, SARIF). Columns are UTF-16 units. */
export interface FileLocation {
  file: string
  line: number
  column: number
  endLine: number
  endColumn: number
}

export type Location = FileLocation | { env: string }

/** Replace the characters `[start, end)` (UTF-16 offsets into the file's text) by `text`. */
export interface Edit {
  file: string
  start: number
  end: number
  text: string
}

export interface Finding {
  /** `area/words`, stable, one source file each. */
  ruleId: string
  level: Level
  message: string
  hint?: string
  location?: Location
  fix?: { description: string; edits: Edit[] }
}

/** What a rule is about: kept with the rule, printed by `explain`, `config rules` and SARIF. */
export interface RuleWords {
  id: string
  level: Level
  /** One sentence for lists. */
  summary: string
  /** Why it matters and what the server does. */
  reason: string
  /** Where the server does it, or what it builds on. */
  source?: string
}

const RANK: Record<Level, number> = { note: 0, warning: 1, error: 2 }

/** Whether any finding is at or above `level`; what `--fail-on` asks. */
export function reaches(findings: readonly Finding[], level: Level): boolean {
  return findings.some((finding) => RANK[finding.level] >= RANK[level])
}

export function countByLevel(findings: readonly Finding[]): Record<Level, number> {
  const count: Record<Level, number> = { error: 0, warning: 0, note: 0 }
  for (const finding of findings) count[finding.level]++
  return count
}
