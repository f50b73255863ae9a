import { isBelow } from '../../files/below.ts'
import { statIfPresent } from '../../files/read.ts'
import { containerUser } from '../container.ts'
import { shell } from '../escape/shell.ts'
import type { Rule } from '../rule.ts'

export const unreadableKey: Rule = {
  id: 'emit/unreadable-key',
  level: 'warning',
  summary: 'The user in the container may not read the private key, or the file of keys.',
  reason:
    'A file that is mounted into a container keeps its owner and mode, and the server runs as an ordinary user.',
  check: ({ target, deployment: { filesOfNode, secretsFile }, options }) => {
    if (target.name !== 'compose') return []
    const user = containerUser(options.uid)
    const own = secretsFile !== undefined && isBelow(secretsFile, options.out) ? [secretsFile] : []
    const keys = [...new Set([...[...filesOfNode.values()].map(({ key }) => key), ...own])]
    return keys.flatMap((key) => {
      const stats = statIfPresent(key)
      const readable = stats === undefined || stats.uid === user || (stats.mode & 0o004) !== 0
      return readable
        ? []
        : [
            {
              message: `user ${user} in the container may not read ${JSON.stringify(key)}`,
              hint: `give it to that user: chown ${user} ${shell(key)}`,
            },
          ]
    })
  },
}
