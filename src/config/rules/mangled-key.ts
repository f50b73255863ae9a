import { KEY_SETTINGS } from '../key-settings.ts'
import type { Rule } from '../rule.ts'

export const mangledKey: Rule = {
  id: 'config/mangled-key',
  level: 'error',
  summary: 'A key is written without quotes and the server reads another text.',
  reason:
    'YAML takes 1e10, 0x1f, 007 or true for a number or boolean; the server turns it back into another text.',
  check: ({ files }) =>
    files
      .flatMap(({ values }) => values)
      .filter(
        ({ path, plain, value }) =>
          KEY_SETTINGS.includes(path) && plain !== undefined && value !== null && typeof value !== 'string',
      )
      .map(({ path, location }) => ({
        message: `${path} is not in quotes, and the server reads it as something other than this text`,
        hint: 'put it in double quotes',
        location,
      })),
}
