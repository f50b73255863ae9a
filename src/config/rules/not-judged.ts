import type { Rule } from '../rule.ts'

export const notJudged: Rule = {
  id: 'config/not-judged',
  level: 'warning',
  summary: 'A file is too large or too deep for this tool.',
  reason: 'What follows is said without it, and may not be what the server does.',
  source: '',
  check: ({ parts }) => parts.config.limits.map((message) => ({ message })),
}
