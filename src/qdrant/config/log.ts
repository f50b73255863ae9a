/** Lines of the server's log that depend on its configuration. Time, colour and form are left out. */
export interface LogLine {
  readonly level: LogLevel
  readonly target: string
  readonly text: string
}

const LEVELS = ['OFF', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'TRACE'] as const

export type LogLevel = Exclude<(typeof LEVELS)[number], 'OFF'>

export const line = (level: LogLevel, target: string, text: string): LogLine => ({ level, target, text })

interface Directive {
  readonly target: string
  readonly level: number
}

/** A level by its name in any case, or by its number from 0 (off) to 5 (trace). */
function levelOf(text: string): number | undefined {
  const index = /^[0-5]$/.test(text) ? Number(text) : LEVELS.indexOf(text.toUpperCase() as LogLevel)
  return index === -1 ? undefined : index
}

const DEFAULT_LEVEL = LEVELS.indexOf('INFO')

/** Which lines a `log_level` lets through (src/tracing/mod.rs): directives such as `INFO` or `WARN,qdrant=debug`. */
export function logFilter(directives: string): (line: LogLine) => boolean {
  const parsed = directives.split(',').flatMap((text) => directiveOf(text.trim()) ?? [])
  const general = parsed.findLast(({ target }) => target === '')
  const rules = general === undefined ? [{ target: '', level: DEFAULT_LEVEL }, ...parsed] : parsed
  return ({ level, target }) => LEVELS.indexOf(level) <= limitFor(target, rules)
}

/** The longest target that the line's begins with; of equals the later. */
function limitFor(target: string, rules: readonly Directive[]): number {
  const fitting = rules.filter((rule) => target.startsWith(rule.target))
  return fitting.reduce<Directive>((best, rule) => (rule.target.length >= best.target.length ? rule : best), {
    target: '',
    level: 0,
  }).level
}

/** Spans and fields in brackets do not concern these lines; a directive with them is left out. */
function directiveOf(text: string): Directive | undefined {
  const level = levelOf(text)
  if (level !== undefined) return { target: '', level }
  const match = /^([\w:-]+)(?:=(\w*))?$/.exec(text)
  if (match === null) return undefined
  const named = match[2] === undefined || match[2] === '' ? LEVELS.indexOf('TRACE') : levelOf(match[2])
  return named === undefined ? undefined : { target: match[1] ?? '', level: named }
}
