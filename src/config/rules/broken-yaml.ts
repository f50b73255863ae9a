import type { Rule } from '../rule.ts'

export const brokenYaml: Rule = {
  id: 'config/broken-yaml',
  level: 'error',
  summary: 'The file cannot be read as YAML.',
  reason: 'The server prints the error and does not start.',
  check: ({ files }) => files.flatMap(({ broken }) => (broken === undefined ? [] : [broken])),
}
