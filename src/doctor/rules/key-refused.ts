import { fingerprint } from '../../keys/fingerprint.ts'
import { DOOR_NAMES } from '../facts.ts'
import { configCommand, type Rule, restartOf } from '../rule.ts'

export const keyRefused: Rule = {
  id: 'doctor/key-refused',
  group: 'authentication',
  level: 'error',
  summary: 'A key that should open the node is refused.',
  reason:
    'Keys are read when the server starts. REST strips blanks around a key that is sent and gRPC does not, so a key with blanks at its ends opens one of them only.',
  check: (node) =>
    node.mine.flatMap(({ name, value }) => {
      const refusals = (['rest', 'grpc'] as const).flatMap((door) => {
        const [refused] = (node.doors[door]?.received ?? []).filter(
          ({ credential, reception }) => credential.value === value && reception === 'refused',
        )
        return refused === undefined ? [] : [`${DOOR_NAMES[door]} (${refused.text})`]
      })
      if (refusals.length === 0) return []
      return [
        {
          message: `${name} ${fingerprint(value)} is refused by ${refusals.join(' and ')}`,
          hint: `${restartOf(node)} if it is new; see which key the config gives: ${configCommand(node, 'show')}`,
        },
      ]
    }),
}
