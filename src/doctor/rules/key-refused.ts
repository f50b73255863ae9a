import { fingerprint } from '../../keys/fingerprint.ts'
import { doorsWhere } from '../facts.ts'
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
      const doors = doorsWhere(node, ({ received }) =>
        received.some(({ credential, reception }) => credential.value === value && reception === 'refused'),
      )
      if (doors.length === 0) return []
      return [
        {
          message: `${name} ${fingerprint(value)} is refused by ${doors.join(' and ')}`,
          hint: `${restartOf(node)} if it is new; see which key the config gives: ${configCommand(node, 'show')}`,
        },
      ]
    }),
}
