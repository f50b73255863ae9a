import { configCommand, type Rule, restartOf } from '../rule.ts'

export const knownKey: Rule = {
  id: 'doctor/known-key',
  group: 'authentication',
  level: 'error',
  summary: 'A key that everybody tries first is taken.',
  reason:
    'Keys of the documentation and of copied examples, and before 1.19 an empty key in the config, open the server to everybody.',
  check: (node) => {
    const found = new Set(Object.values(node.doors).flatMap(({ knownKeys }) => knownKeys))
    return [...found].map((key) => ({
      message: key === '' ? 'an empty key is taken' : `the well-known key ${JSON.stringify(key)} is taken`,
      hint: `make a new one: ${configCommand(node, 'set service.api_key --generate')}, and ${restartOf(node)}`,
    }))
  },
}
