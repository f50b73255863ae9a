import type { Edit, Finding, Level, Location, RuleWords } from '../finding.ts'
import type { Subject } from './subject.ts'

/** Its id is `config/words`, the name of its file. */
export interface Rule extends RuleWords {
  source: string
  check(subject: Subject): Found[]
}

/** What a rule found; the rule's id and level are added by `judge`. */
export interface Found {
  message: string
  hint?: string
  location?: Location | undefined
  level?: Level
  fix?: { description: string; edits: Edit[] }
}

/** The findings of the rules in the order of their places, without those the files or the caller switch off. */
export function judge(rules: readonly Rule[], subject: Subject, disabled: readonly string[]): Finding[] {
  const findings = rules
    .filter(({ id }) => !disabled.includes(id))
    .flatMap(({ id, level, check }) =>
      check(subject).map(
        ({ location, hint, level: own, message, fix }): Finding => ({
          ruleId: id,
          level: own ?? level,
          message,
          ...(hint !== undefined && { hint }),
          ...(location !== undefined && { location }),
          ...(fix !== undefined && { fix }),
        }),
      ),
    )
  return findings.filter((finding) => !isSwitchedOff(finding, subject)).sort(byPlace)
}

const COMMENT = /^\s*#\s*qdrant-auth-disable-next-line\s+(.*)$/

/** `# qdrant-auth-disable-next-line config/short-key` above the line; several rules with blanks or commas between. */
function isSwitchedOff({ ruleId, location }: Finding, subject: Subject): boolean {
  if (location === undefined || 'env' in location || location.line < 2) return false
  const text = subject.files.find(({ name }) => name === location.file)?.text
  if (text === undefined || !text.includes('qdrant-auth-disable-next-line')) return false
  const [, names = ''] = COMMENT.exec(text.split('\n')[location.line - 2] ?? '') ?? []
  return names.split(/[\s,]+/).some((name) => name === ruleId || `config/${name}` === ruleId)
}

function byPlace(a: Finding, b: Finding): number {
  const [x, y] = [a.location, b.location]
  if (x === undefined || y === undefined || 'env' in x || 'env' in y) return rank(x) - rank(y)
  return x.file === y.file ? x.line - y.line || x.column - y.column : x.file < y.file ? -1 : 1
}

/** Files first, then variables, then what has no place. */
const rank = (location: Location | undefined): number =>
  location === undefined ? 2 : 'env' in location ? 1 : 0
