import { isToken } from '../facts.ts'
import { configCommand, type Rule, restartOf } from '../rule.ts'

export const otherRights: Rule = {
  id: 'doctor/other-rights',
  group: 'authorisation',
  level: 'error',
  summary: 'A key may do more or less than it should.',
  reason:
    'A read_only_api_key that equals another key means full access, without a warning. With a read_only_api_key alone nobody can write.',
  check: (node) =>
    node.mine.flatMap(({ name, value, expected }) => {
      const got = new Set(
        Object.values(node.doors).flatMap(({ received }) =>
          received.filter(({ credential }) => credential.value === value).map(({ reception }) => reception),
        ),
      )
      if (expected === 'read' && got.has('full'))
        return [
          {
            message: `${name} may write: a write with it was not refused`,
            hint: isToken(value)
              ? 'sign another one: qdrant-auth jwt mint --access read'
              : `make another one: ${configCommand(node, 'set service.read_only_api_key --generate')}, and ${restartOf(node)}`,
          },
        ]
      if (expected === 'full' && (got.has('read') || got.has('limited')))
        return [
          {
            message: `${name} may not write`,
            hint: `see which keys the config gives: ${configCommand(node, 'show')}`,
          },
        ]
      return []
    }),
}
