import { dirname } from 'node:path'
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
    'What is mounted into a container keeps its owner and mode, the folder of a certificate too, and the server runs as an ordinary user.',
  check: ({ target, deployment: { filesOfNode, secretsFile }, options }) => {
    if (target.name !== 'compose') return []
    const user = containerUser(options.uid)
    // Certificates are mounted with their folder, the file of keys without.
    const needed = new Map<string, string[]>()
    for (const { certificate, key, authority = key } of filesOfNode.values())
      needed.set(key, [...new Set([certificate, key, authority].map(dirname)), key])
    if (secretsFile !== undefined && isBelow(secretsFile, options.out)) needed.set(secretsFile, [secretsFile])
    return [...needed].flatMap(([key, paths]) => {
      const closed = paths.filter((path) => !isOpenTo(user, path))
      return closed.length === 0
        ? []
        : [
            {
              message: `user ${user} in the container may not read ${JSON.stringify(key)}`,
              hint: `hand it over: chown ${user} ${closed.map(shell).join(' ')}`,
            },
          ]
    })
  },
}

/** What is not there is said by another rule. */
function isOpenTo(user: number, path: string): boolean {
  const stats = statIfPresent(path)
  return (
    stats === undefined || stats.uid === user || (stats.mode & (stats.isDirectory() ? 0o001 : 0o004)) !== 0
  )
}
