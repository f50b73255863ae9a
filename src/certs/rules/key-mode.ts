import { isLax, octal } from '../../files/modes.ts'
import type { Rule } from '../rule.ts'

export const keyMode: Rule = {
  id: 'certs/key-mode',
  level: 'warning',
  summary: 'Others than its owner can read the key.',
  reason: 'Whoever reads the key can pass for the server, and on the node port for every node.',
  check: ({ key }) =>
    key?.mode === undefined || !isLax(key.mode)
      ? []
      : [
          {
            message: `others can read the key (${octal(key.mode)})`,
            hint: `chmod 600 ${key.file}`,
            file: key.file,
          },
        ],
}
