import type { Rule } from '../rule.ts'
import { KEY_SETTINGS } from '../subject.ts'

export const blankInKey: Rule = {
  id: 'config/blank-in-key',
  level: 'error',
  summary: 'A key begins or ends with a blank or a line end.',
  reason:
    'HTTP/1.1 takes outer blanks off a header and HTTP/2 does not, so such a key opens gRPC and rarely REST. A line end cannot be sent at all; a block scalar (`|`) ends with one.',
  source: 'src/common/auth/mod.rs',
  check: (subject) =>
    KEY_SETTINGS.flatMap((path) => {
      const key = subject.text(path)
      return key === undefined || key.trim() === key
        ? []
        : [
            {
              message: `${path} begins or ends with a blank or line end, which hardly any client can send`,
              hint: 'write it on one line in double quotes',
              location: subject.placeOf(path),
            },
          ]
    }),
}
