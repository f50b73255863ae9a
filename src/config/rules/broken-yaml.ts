import type { LayerError } from '../../qdrant/config/layers.ts'
import { layerErrors } from '../layer-errors.ts'
import type { Rule } from '../rule.ts'
import type { Subject } from '../subject.ts'

export const brokenYaml: Rule = {
  id: 'config/broken-yaml',
  level: 'error',
  summary: 'The file cannot be read as YAML.',
  reason: 'The server prints the error and does not start.',
  source: 'config-rs 0.15 src/file/format/yaml.rs',
  check: (subject) =>
    layerErrors(subject, 'other').map(({ error, message, location }) => ({
      message,
      location,
      ...hintFor(subject, error),
    })),
}

const MISSING_VALUE = /simple key expect ':'|mapping values are not allowed|did not find expected key/

/** The reader finds the missing value only in the line after. */
function hintFor(subject: Subject, { file, span, text }: LayerError): { hint?: string } {
  if (!MISSING_VALUE.test(text)) return {}
  const read = subject.files.find((one) => one.file === file)?.text ?? ''
  const lines = read.slice(0, span?.start.offset).split('\n').slice(0, -1)
  const line = lines.findLastIndex((one) => !/^\s*(?:#|$)/.test(one))
  return /^\s*[\w-]+:[^\s/]/.test(lines[line] ?? '')
    ? { hint: `line ${line + 1} has no blank behind its colon` }
    : {}
}
