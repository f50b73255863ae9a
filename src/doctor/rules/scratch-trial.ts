import type { Rule } from '../rule.ts'

export const scratchTrial: Rule = {
  id: 'doctor/scratch-trial',
  group: 'authorisation',
  level: 'error',
  summary: 'In a real collection a credential may do more or less than it should.',
  reason:
    'What --active tries: the full key writes, the read-only key reads only, tokens keep to their collection.',
  check: ({ active }) =>
    (active?.failures ?? []).map((message) => ({
      message,
      hint: 'see what a token may do: qdrant-auth jwt can --list',
    })),
}
