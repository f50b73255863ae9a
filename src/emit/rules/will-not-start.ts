import type { Rule } from '../rule.ts'

export const willNotStart: Rule = {
  id: 'emit/will-not-start',
  level: 'error',
  summary: 'The server would not start with this configuration, or not always with the same.',
  reason:
    'Files for a server that does not start help nobody, and a choice that is random at every start cannot be written down.',
  check: ({ config: { outcomes } }) => {
    const failed = outcomes.find(({ starts, error }) => !starts && error !== undefined)
    const hint = 'qdrant-auth config validate says where'
    if (failed !== undefined)
      return [{ message: `the server would not start: ${failed.error?.redacted}`, hint }]
    return outcomes.length > 1
      ? [{ message: 'what the server makes of this configuration differs from start to start', hint }]
      : []
  },
}
