import type { FileLocation, Finding, Level } from '../../finding.ts'
import { masked, shown, shownLines } from '../../shown.ts'
import type { Style } from '../style.ts'

/** Gives the lines of a file for the snippet, or undefined where it cannot be shown (secrets, binary, gone). */
export type LinesOf = (file: string) => readonly string[] | undefined

/** `file:line:col: level: message [rule-id]`, the source line, a caret, `hint:` lines. */
export function textFormat(findings: readonly Finding[], linesOf: LinesOf, style: Style): string {
  return findings.map((finding) => oneFinding(finding, linesOf, style)).join('')
}

function oneFinding(finding: Finding, linesOf: LinesOf, style: Style): string {
  const { location, level, message, ruleId, hint } = finding
  const head = `${shown(place(finding))}${levelWord(level, style)} ${shownLines(message)} ${style.dim(`[${ruleId}]`)}\n`
  const snippet = location !== undefined && 'file' in location ? snippetOf(location, linesOf, style) : ''
  return `${head}${snippet}${hint === undefined ? '' : `${style.dim('hint:')} ${shownLines(hint)}\n`}`
}

export function place({ location }: Finding): string {
  if (location === undefined) return ''
  if ('env' in location) return `environment ${location.env}: `
  return `${location.file}:${location.line}:${location.column}: `
}

function levelWord(level: Level, style: Style): string {
  const word = `${level}:`
  if (level === 'error') return style.red(word)
  return level === 'warning' ? style.yellow(word) : style.cyan(word)
}

/** Longest source line shown; a longer one is a minified or hostile file and helps nobody. */
const WIDEST = 160

function snippetOf(location: FileLocation, linesOf: LinesOf, style: Style): string {
  const line = linesOf(location.file)?.[location.line - 1]
  if (line === undefined || line.trim() === '' || line.length > WIDEST) return ''
  const number = String(location.line)
  const end = location.endLine === location.line ? location.endColumn : line.length + 1
  const carets = '^'.repeat(Math.max(1, end - location.column))
  // Tabs stay tabs, so that the caret stands where the terminal puts the text.
  const indent = line.slice(0, location.column - 1).replace(/[^\t]/g, ' ')
  const bar = style.dim('|')
  return `${style.dim(number)} ${bar} ${masked(line)}\n${' '.repeat(number.length)} ${bar} ${indent}${style.red(carets)}\n`
}
