import { statIfPresent } from '../../files/read.ts'
import type { Rule } from '../rule.ts'

export const missingCertificate: Rule = {
  id: 'emit/missing-certificate',
  level: 'error',
  summary: 'A certificate, key or CA file that the emitted files need is not there.',
  reason:
    'Docker makes a directory in the place of a file that is missing, and a proxy or a server without its certificate does not start.',
  check: ({ target, deployment, options }) =>
    target
      .references(deployment, options)
      .filter(({ path }) => path === undefined || statIfPresent(path)?.isFile() !== true)
      .map(({ what, path, hint }) => ({
        message:
          path === undefined
            ? `${what} is needed, and none is named`
            : `${what} is not there: ${JSON.stringify(path)}`,
        hint: hint ?? 'make it with qdrant-auth certs init, or correct the tls section',
      })),
}
