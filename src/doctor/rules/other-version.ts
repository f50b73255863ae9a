import { compareVersions, NEWEST_VERSION } from '../../qdrant/versions.ts'
import type { Rule } from '../rule.ts'

export const otherVersion: Rule = {
  id: 'doctor/other-version',
  group: 'version',
  level: 'note',
  summary: 'The server is not of the newest release known here.',
  reason: 'What is said here about the server was recorded from that release.',
  check: ({ root }) => {
    if (root?.version === undefined) return []
    const difference = compareVersions(root.version, NEWEST_VERSION)
    if (difference === 0) return []
    return [
      difference < 0
        ? {
            message: `it is ${root.version}, and ${NEWEST_VERSION} is the newest known here`,
            hint: `docker pull qdrant/qdrant:v${NEWEST_VERSION}`,
          }
        : {
            message: `it is ${root.version}, newer than ${NEWEST_VERSION}, the newest known here`,
            hint: 'look for a newer qdrant-auth: npm view qdrant-auth version',
          },
    ]
  },
}
