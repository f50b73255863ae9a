import { KEY_SETTINGS } from '../key-settings.ts'
import type { Rule } from '../rule.ts'

export const unsetKey: Rule = {
  id: 'config/unset-key',
  level: 'error',
  summary: 'A key is written but empty, which unsets it.',
  reason:
    'An empty key counts as none, and a later file with an empty key takes away the key of an earlier one.',
  check: ({ files }) =>
    files
      .flatMap(({ values }) => values)
      .filter(
        ({ path, value, isTable }) =>
          KEY_SETTINGS.includes(path) && !isTable && (value === null || value === ''),
      )
      .map(({ path, key }) => ({
        message: `${path} is empty, so it is not set`,
        hint: 'give it a value or remove the line',
        location: key,
      })),
}
