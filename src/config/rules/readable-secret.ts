import { isLax, octal } from '../../files/modes.ts'
import { KEY_SETTINGS } from '../key-settings.ts'
import type { Rule } from '../rule.ts'

export const readableSecret: Rule = {
  id: 'config/readable-secret',
  level: 'warning',
  summary: 'Others on the machine can read a file with a key in it.',
  reason: 'A key in a file that group or others may read is no secret on this machine.',
  check: ({ files }) =>
    files.flatMap(({ file, mode, values }) => {
      const key = values.find(({ path, value }) => KEY_SETTINGS.includes(path) && value)
      if (key === undefined || !isLax(mode)) return []
      return [
        {
          message: `others can read this file with ${key.path} in it (${octal(mode)})`,
          hint: `chmod 600 ${file}`,
          location: key.key,
        },
      ]
    }),
}
