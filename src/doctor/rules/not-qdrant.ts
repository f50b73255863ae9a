import type { Rule } from '../rule.ts'

export const notQdrant: Rule = {
  id: 'doctor/not-qdrant',
  group: 'ports',
  level: 'error',
  summary: 'What answers is not Qdrant itself.',
  reason:
    'Every credential would go to whoever answers. A redirect is not followed: the credential is meant for the server of the URL alone.',
  check: ({ root, target }) => {
    if (root === undefined || root.isQdrant) return []
    const answer = root.redirect === undefined ? '' : `, and sends on to ${root.redirect}`
    const hint = 'give the URL of Qdrant itself, with its port: http://localhost:6333'
    return [{ message: `${target.url?.origin} answers ${root.status} and is not Qdrant${answer}`, hint }]
  },
}
