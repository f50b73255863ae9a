import { layerErrors } from '../layer-errors.ts'
import type { Rule } from '../rule.ts'

export const duplicateKey: Rule = {
  id: 'config/duplicate-key',
  level: 'error',
  summary: 'A key stands twice in one table.',
  reason: 'The server does not start on it. Most other readers of YAML take the last one in silence.',
  source: 'yaml-rust2 0.10 src/yaml.rs',
  check: (subject) =>
    layerErrors(subject, 'duplicate').map(({ message, location }) => ({
      message,
      hint: 'keep one of the two',
      location,
    })),
}
