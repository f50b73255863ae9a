import { composeFilesIn } from '../../files/compose.ts'
import type { Rule } from '../rule.ts'

export const otherComposeFile: Rule = {
  id: 'emit/other-compose-file',
  level: 'warning',
  summary: 'Another compose file lies there, which docker compose will no longer read.',
  reason:
    'Of several files docker compose takes compose.yaml. The data of a server that ran from the other file is in the volume that it mounts, and the new one begins empty.',
  check: ({ target, options: { out } }) =>
    target.name === 'compose'
      ? composeFilesIn(out)
          .filter((name) => name !== 'compose.yaml')
          .map((name) => ({
            message: `docker compose will read compose.yaml instead of ${name}`,
            hint: `stop what ${name} started, mount its volume of /qdrant/storage in compose.yaml, or the server starts empty, and remove ${name}`,
          }))
      : [],
}
