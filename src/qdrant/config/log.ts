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

/** A level by its name in any case, or by its number from 0 (off) to 5 (trace), which may be written as `+02`. */
function levelOf(text: string): number | undefined {
  const index = /^\+?0*[0-5]$/.test(text) ? Number(text) : LEVELS.indexOf(text.toUpperCase() as LogLevel)
  return index === -1 ? undefined : index
}

const DEFAULT_LEVEL = LEVELS.indexOf('INFO')
const EVERYTHING = LEVELS.indexOf('TRACE')

const INVALID = 'invalid filter directive'
const INVALID_LEVEL =
  'error parsing level filter: expected one of "off", "error", "warn", "info", "debug", "trace", or a number 0-5'

/** Which lines a `log_level` lets through, and what is said about parts of it on standard error. */
export interface LogFilter {
  readonly shows: (line: LogLine) => boolean
  readonly complaints: readonly string[]
}

/** Directives such as `INFO` or `WARN,qdrant=debug` (src/tracing/mod.rs over tracing-subscriber 0.3). */
export function logFilter(directives: string): LogFilter {
  const rules: Directive[] = [{ target: '', level: DEFAULT_LEVEL }]
  const complaints: string[] = []
  for (const text of directives.split(',').filter((part) => part !== '')) {
    const directive = directiveOf(text)
    if (typeof directive === 'string') complaints.push(`ignoring \`${text}\`: ${directive}`)
    else if (directive !== undefined) rules.push(directive)
  }
  const shows = ({ level, target }: LogLine) => LEVELS.indexOf(level) <= limitFor(target, rules)
  return { shows, complaints }
}

/** The longest target that the line's begins with; of equals the later. */
function limitFor(target: string, rules: readonly Directive[]): number {
  const fitting = rules.filter((rule) => target.startsWith(rule.target))
  return fitting.reduce<Directive>((best, rule) => (rule.target.length >= best.target.length ? rule : best), {
    target: '',
    level: 0,
  }).level
}

/**
 * A fault, or undefined for what concerns spans only. The reader finds its places in the text without outer blanks and cuts
 * the text with them there, so ` WARN` is no level.
 */
function directiveOf(text: string): Directive | string | undefined {
  const trimmed = text.trim()
  if (!/^[-[:_\p{Alphabetic}\p{N}]/u.test(trimmed)) return INVALID
  const at = trimmed.search(/[=[]/)
  if (at === -1) return levelOrTarget(text)
  if (trimmed[at] === '[') return spanFault(text, trimmed.slice(at), at)
  const level = levelAfter(text.slice(at + 1))
  return level === undefined ? INVALID_LEVEL : { target: text.slice(0, at), level }
}

function levelOrTarget(text: string): Directive {
  const level = levelOf(text)
  return level === undefined ? { target: text, level: EVERYTHING } : { target: '', level }
}

const levelAfter = (text: string): number | undefined => (text === '' ? EVERYTHING : levelOf(text))

/** `[span{field=value}]=level`, where nearly all may be left out. */
function spanFault(text: string, span: string, at: number): string | undefined {
  const match = /^\[[^\]{]*(?:\{[^}]+\})?\](=|$)/.exec(span)
  if (match === null) return INVALID
  if (match[1] === '') return undefined
  return levelAfter(text.slice(at + match[0].length)) === undefined ? INVALID_LEVEL : undefined
}
