import { fingerprint } from '../../keys/fingerprint.ts'
import { isToken, refusalsOf, takesTokens } from '../facts.ts'
import { configCommand, type Rule, restartOf } from '../rule.ts'

export const tokenRefused: Rule = {
  id: 'doctor/token-refused',
  group: 'authentication',
  level: 'error',
  summary: 'A token that should open the node is refused.',
  reason:
    'The server tells apart what is expired, what another key has signed, and what is no token to it: its words are in the message. The signature is looked at before the expiry.',
  check: (node) =>
    node.mine.flatMap(({ name, value }) => {
      const refusals = refusalsOf(node, value)
      const [first] = refusals
      if (!isToken(value) || first === undefined) return []
      const isOff = Object.values(node.doors).some((door) => takesTokens(door) === false)
      return [
        {
          message: `${name} ${fingerprint(value)} is refused by ${refusals.map(({ words }) => words).join(' and ')}`,
          hint: isOff
            ? `this node takes no tokens: ${configCommand(node, 'set service.jwt_rbac true')}, and ${restartOf(node)}`
            : hintFor(first.text),
        },
      ]
    }),
}

/** By the words of the server (src/common/auth/jwt_parser.rs), which gRPC has too. */
function hintFor(text: string): string {
  if (text.includes('ExpiredSignature'))
    return 'its time is over: qdrant-auth jwt inspect --key-file KEY says since when, qdrant-auth jwt renew signs it again'
  if (text.includes('InvalidSignature'))
    return 'qdrant-auth explain InvalidSignature says why; qdrant-auth jwt inspect --key-file KEY tells whether that key has signed it'
  if (text.includes('stateful validation failed'))
    return "it was revoked, or the collection that it asks for is missing: qdrant-auth explain 'stateful validation failed'"
  return 'qdrant-auth jwt inspect --key-file KEY says what is wrong with it'
}
