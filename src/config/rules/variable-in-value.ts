import { variableOf } from '../../qdrant/config/environment.ts'
import type { Rule } from '../rule.ts'

export const variableInValue: Rule = {
  id: 'config/variable-in-value',
  level: 'error',
  summary: 'A value holds a variable, and Qdrant fills in none.',
  reason: 'The text of the variable itself becomes the value.',
  source: 'src/settings.rs',
  check: (subject) =>
    subject.entries.flatMap(({ path, raw }) =>
      raw.kind === 'string' && /\$\{[A-Za-z_][^}]*\}|^\$[A-Za-z_]\w*$/.test(raw.value)
        ? [
            {
              message: `${path} holds a variable, and Qdrant fills in none`,
              hint: `set ${variableOf(path)} in the environment instead`,
              location: subject.place(raw),
            },
          ]
        : [],
    ),
}
