import type { Rule } from '../rule.ts'

export const scratchLeft: Rule = {
  id: 'doctor/scratch-left',
  group: 'authorisation',
  level: 'error',
  summary: 'The scratch collection of --active may still be there.',
  reason:
    'It is removed at the end, whatever happens; where the server does not answer any more it cannot be.',
  check: ({ active, target }) =>
    active?.left !== true
      ? []
      : [
          {
            message: `the scratch collection ${active.collection} may still be there`,
            hint: `delete it: sed 's/^/api-key: /' api-key.txt | curl -H @- -X DELETE ${target.url?.origin}/collections/${active.collection}`,
          },
        ],
}
