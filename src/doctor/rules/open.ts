import { doorsWhere } from '../facts.ts'
import { configCommand, type Rule, restartOf } from '../rule.ts'

export const open: Rule = {
  id: 'doctor/open',
  group: 'authentication',
  level: 'error',
  summary: 'Anybody may do anything: no key is asked for.',
  reason:
    'Without any non-empty api_key, alt_api_key or read_only_api_key there is no authentication at all, and the server says nothing about it.',
  check: (node) =>
    doorsWhere(node, ({ stranger }) => stranger.kind === 'ok').map((name) => ({
      message: `${name} asks nobody for a key: everybody who reaches it may read, write and delete`,
      hint: `make one: ${configCommand(node, 'set service.api_key --generate')}, and ${restartOf(node)}`,
    })),
}
