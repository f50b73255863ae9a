import type { FileLocation, Finding, Level } from '../finding.ts'
import { type ConfigFile, type ConfigValue, effectiveValue } from './load.ts'

/** What a rule may look at. Rules read no files: what they need of the disk was looked up before. */
export interface RuleContext {
  files: readonly ConfigFile[]
  /** The value that wins, or undefined where no file names the path. */
  value(path: string): ConfigValue | undefined
  /** The text the server uses for a string setting, or undefined where it is unset. */
  text(path: string): string | undefined
  flag(path: string): boolean
  /** Faults of the certificate files that `tls` names, empty without TLS. */
  certificateFaults: readonly { path: string; message: string }[]
}

export interface Rule {
  /** `config/words`. */
  id: string
  level: Level
  /** One sentence for lists and SARIF. */
  summary: string
  /** Why it matters and what the server does, for `explain`. */
  reason: string
  check(context: RuleContext): Found[]
}

/** What a rule found; the rule's id and level are added by `judge`. */
export interface Found {
  message: string
  hint?: string
  location?: FileLocation | undefined
  level?: Level
}

export function contextOf(
  files: readonly ConfigFile[],
  certificateFaults: RuleContext['certificateFaults'],
): RuleContext {
  const value = (path: string) => effectiveValue(files, path)
  const text = (path: string) => {
    const found = value(path)?.value
    return found === null || found === undefined ? undefined : String(found)
  }
  return { files, value, text, flag: (path) => text(path) === 'true', certificateFaults }
}

export function judge(rules: readonly Rule[], context: RuleContext): Finding[] {
  const findings = rules.flatMap(({ id, level, check }) =>
    check(context).map(
      ({ location, hint, level: own, message }): Finding => ({
        ruleId: id,
        level: own ?? level,
        message,
        ...(hint !== undefined && { hint }),
        ...(location !== undefined && { location }),
      }),
    ),
  )
  return findings.sort(byPlace)
}

function byPlace(a: Finding, b: Finding): number {
  const [x, y] = [a.location, b.location]
  if (x === undefined || y === undefined || !('file' in x) || !('file' in y))
    return Number(x === undefined) - Number(y === undefined)
  return x.file === y.file ? x.line - y.line || x.column - y.column : x.file < y.file ? -1 : 1
}
