import { isLax, octal } from '../../files/modes.ts'
import type { Rule } from '../rule.ts'

export const readableSecret: Rule = {
  id: 'config/readable-secret',
  level: 'warning',
  summary: 'Others on the machine can read a file with a key in it.',
  reason: 'A key in a file that group or others may read is no secret on this machine.',
  source: '',
  check: (subject) =>
    subject.files.flatMap(({ file }) => {
      const mode = subject.parts.disk.modeOf(file)
      const key = subject.secretIn(file)
      if (mode === undefined || key === undefined || !isLax(mode)) return []
      return [
        {
          message: `others can read this file with ${key.path} in it (${octal(mode)})`,
          hint: `chmod 600 ${subject.parts.nameOf(file)}`,
          location: subject.keyPlace(key.raw),
        },
      ]
    }),
}
