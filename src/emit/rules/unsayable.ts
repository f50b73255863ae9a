import { isRaw } from '../deployment.ts'
import { isPlainText } from '../escape/plain.ts'
import type { Rule } from '../rule.ts'

export const unsayable: Rule = {
  id: 'emit/unsayable',
  level: 'error',
  summary: 'The environment cannot say this setting.',
  reason:
    'To Qdrant every variable is text, so none can unset a setting or hold a list; and docker, systemd and a shell read quotes in an env file in three ways.',
  check: ({ target, deployment: { settings, secrets } }) => {
    if (target.name !== 'env') return []
    const said = [...settings, ...secrets]
    return said.flatMap(([path, value]) => {
      const why =
        value === null
          ? 'it is unset'
          : isRaw(value)
            ? 'it is a list or table'
            : isPlainText(String(value))
              ? undefined
              : 'its characters need quotes, which docker, systemd and a shell read differently'
      return why === undefined
        ? []
        : [
            {
              message: `no variable can say ${path}: ${why}`,
              hint: 'keep it in config/config.yaml, which other targets do',
            },
          ]
    })
  },
}
