import type { Rule } from '../rule.ts'

export const noAuthentication: Rule = {
  id: 'emit/no-authentication',
  level: 'error',
  summary: 'No key is configured, so everybody who reaches the server may do everything.',
  reason:
    'Most open Qdrant servers on the internet were started from a file that somebody copied. A wrong directory looks the same.',
  check: ({ target, deployment, allowOpen }) =>
    deployment.authentication || !target.serves || allowOpen
      ? []
      : [
          {
            message: `no key is configured in ${JSON.stringify(deployment.directory)}: everybody who reaches this server may do everything`,
            hint: 'name its directory with --config, run qdrant-auth init first, or say --allow-open',
          },
        ],
}
