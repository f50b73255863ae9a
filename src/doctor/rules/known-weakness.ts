import { NEWEST_VERSION } from '../../qdrant/versions.ts'
import { weaknessesOf } from '../../qdrant/weaknesses.ts'
import type { Rule } from '../rule.ts'

export const knownWeakness: Rule = {
  id: 'doctor/known-weakness',
  group: 'version',
  level: 'error',
  summary: 'The release of the server has a known weakness.',
  reason: 'What older releases let people do, by the release that ended it.',
  check: ({ root }) =>
    root?.version === undefined
      ? []
      : weaknessesOf(root.version).map(({ fixed, level, what, reference }) => ({
          message: `${root.version}: ${what} (${reference})`,
          hint: `upgrade to ${fixed} or newer: docker pull qdrant/qdrant:v${NEWEST_VERSION}`,
          level,
        })),
}
