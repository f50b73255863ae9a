import type { Rule } from '../rule.ts'

export const unresolved: Rule = {
  id: 'doctor/unresolved',
  group: 'names',
  level: 'error',
  summary: 'The host of the URL has no address.',
  reason:
    'A name that only exists inside of a container network or a cluster cannot be reached from elsewhere.',
  check: ({ target, unresolved: code }) =>
    code === undefined
      ? []
      : [
          {
            message: `there is no address of ${target.url?.hostname} (${code})`,
            hint: `see what this machine knows of it: getent hosts ${target.url?.hostname}`,
          },
        ],
}
