import type { LayerError } from '../../qdrant/config/layers.ts'
import type { Rule } from '../rule.ts'
import type { Subject } from '../subject.ts'

export const brokenYaml: Rule = {
  id: 'config/broken-yaml',
  level: 'error',
  summary: 'The file cannot be read as YAML.',
  reason: 'The server prints the error and does not start.',
  source: 'config-rs 0.15 src/file/format/yaml.rs',
  check: (subject) =>
    subject.layers.flatMap(({ error }) => {
      if (error === undefined || /duplicated key/.test(error.text)) return []
      const location =
        error.file !== undefined && error.span !== undefined
          ? subject.spanAt(error.file, error.span)
          : error.variable !== undefined
            ? { env: error.variable }
            : undefined
      return [{ message: withoutFile(error.redacted, error.file), location, ...hintFor(subject, error) }]
    }),
}

const MISSING_VALUE = /simple key expect ':'|mapping values are not allowed/

/** The reader finds the missing value only in the line after. */
function hintFor(subject: Subject, { file, span, text }: LayerError): { hint?: string } {
  const read = subject.files.find((one) => one.file === file)
  if (read === undefined || span === undefined || !MISSING_VALUE.test(text)) return {}
  const lines = read.text.slice(0, span.start.offset).split('\n').slice(0, -1)
  const line = lines.findLastIndex((one) => one.trim() !== '' && !one.trim().startsWith('#'))
  return /^\s*[\w-]+:[^\s/]/.test(lines[line] ?? '')
    ? { hint: `line ${line + 1} has no blank behind its colon` }
    : {}
}

/** The finding has the place already, and a file alone another name. */
const withoutFile = (text: string, file: string | undefined): string =>
  file === undefined ? text : text.replaceAll(` in ${file}`, '')
