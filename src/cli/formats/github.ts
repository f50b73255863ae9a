import type { Finding, Level } from '../../finding.ts'

const COMMAND: Record<Level, string> = { error: 'error', warning: 'warning', note: 'notice' }

/** GitHub workflow commands: one annotation a line (`::error file=…,line=…::message`). */
export function githubFormat(findings: readonly Finding[]): string {
  return findings.map(annotation).join('')
}

function annotation(finding: Finding): string {
  const { location, level, message, hint, ruleId } = finding
  const properties: Record<string, string | number> = { title: ruleId }
  if (location !== undefined && 'file' in location) {
    Object.assign(properties, {
      file: location.file,
      line: location.line,
      col: location.column,
      endLine: location.endLine,
      endColumn: location.endColumn,
    })
  }
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`)
  const env = location !== undefined && 'env' in location ? `environment ${location.env}: ` : ''
  return `::${COMMAND[level]} ${list.join(',')}::${data(`${env}${message}${hint === undefined ? '' : `\n${hint}`}`)}\n`
}

/** The runner's own escaping: % first, then line ends; in properties also `:` and `,`. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
