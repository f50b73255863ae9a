import { fingerprint } from '../../keys/fingerprint.ts'
import { isToken, refusalsOf } from '../facts.ts'
import { configCommand, type Rule, restartOf } from '../rule.ts'

export const keyRefused: Rule = {
  id: 'doctor/key-refused',
  group: 'authentication',
  level: 'error',
  summary: 'A key that should open the node is refused.',
  reason:
    'Keys are read when the server starts. HTTP/1.1 strips blanks around a key that is sent; gRPC, and REST over HTTP/2, do not, so a key with blanks at its ends opens some of them only.',
  check: (node) =>
    node.mine.flatMap(({ name, value }) => {
      const refusals = refusalsOf(node, value)
      if (isToken(value) || refusals.length === 0) return []
      return [
        {
          message: `${name} ${fingerprint(value)} is refused by ${refusals.map(({ words }) => words).join(' and ')}`,
          hint: `${restartOf(node)} if it is new; see which key the config gives: ${configCommand(node, 'show')}`,
        },
      ]
    }),
}
