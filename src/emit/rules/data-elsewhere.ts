import { join, resolve } from 'node:path'
import { statIfPresent } from '../../files/read.ts'
import type { Rule } from '../rule.ts'

/** Targets that start a server with folders of its own. */
const STARTING = ['compose', 'kubernetes', 'helm', 'systemd']

const DEFAULT = './storage'

export const dataElsewhere: Rule = {
  id: 'emit/data-elsewhere',
  level: 'warning',
  summary: 'There is data that the emitted files do not use.',
  reason:
    'A container, a pod and a unit each have their own folder. A server that is started there begins empty.',
  check: ({ target, deployment: { settings, directory, nodes }, options: { out } }) => {
    const given = settings.get('storage.storage_path')
    const path = typeof given === 'string' ? given : DEFAULT
    const full = resolve(directory, path)
    const isNew = resolve(directory, DEFAULT) === full && statIfPresent(full) === undefined
    return !STARTING.includes(target.name) ||
      isNew ||
      (target.name === 'compose' && isMounted(full, nodes, out))
      ? []
      : [
          {
            message: `the emitted files do not use the data in ${JSON.stringify(full)}`,
            hint: 'move it, or recover a snapshot there',
          },
        ]
  },
}

/** Compose mounts ./storage, or in it a folder for each node. */
function isMounted(full: string, nodes: readonly string[], out: string): boolean {
  const storage = join(out, 'storage')
  return full === storage && (nodes.length === 1 || nodes.every((node) => statIfPresent(join(storage, node))))
}
