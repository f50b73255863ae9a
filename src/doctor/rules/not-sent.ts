import { DOOR_NAMES } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const notSent: Rule = {
  id: 'doctor/not-sent',
  group: 'authentication',
  level: 'warning',
  summary: 'Keys were not sent, so what they open is not known.',
  reason:
    'A credential goes neither over a network in plain text nor to a server whose certificate cannot be checked.',
  check: ({ mine, unsent }) =>
    mine.length === 0
      ? []
      : (['rest', 'grpc'] as const).flatMap((name) => {
          const reason = unsent[name]
          if (reason === undefined) return []
          return [
            {
              message: `no key was sent to ${DOOR_NAMES[name]}: ${reason}`,
              hint:
                reason === 'plain text'
                  ? 'use https://, or --allow-plaintext on a network you trust'
                  : 'give the CA of the server (--ca tls/cacert.pem) and a URL with a name of its certificate',
            },
          ]
        }),
}
