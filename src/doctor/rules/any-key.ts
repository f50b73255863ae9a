import { doorsWhere } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const anyKey: Rule = {
  id: 'doctor/any-key',
  group: 'authentication',
  level: 'error',
  summary: 'A key of nobody is taken.',
  reason: 'Something in front of the server adds a key to every request, or another program answers.',
  check: (node) =>
    doorsWhere(
      node,
      ({ stranger, randomKey, forgedToken }) =>
        stranger.kind !== 'ok' && (randomKey.kind === 'ok' || forgedToken.kind === 'ok'),
    ).map((name) => ({
      message: `${name} takes a key or token that nobody made`,
      hint: 'ask the server itself, past the proxy; a proxy must not add a key for everybody',
    })),
}
