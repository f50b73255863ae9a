import { posix } from 'node:path'
import type { Rule } from '../rule.ts'

/** Far from the root, so that `..` leads out of it. */
const HERE = '/working/directory'

export const vanishingAudit: Rule = {
  id: 'config/vanishing-audit',
  level: 'warning',
  summary: 'The audit log is outside the folder of the data.',
  reason: 'In a container only the data folder is kept: the log is gone with the container.',
  source: 'lib/storage/src/audit.rs',
  check: (subject) => {
    if (!subject.flag('audit.enabled')) return []
    const [dir, data] = [subject.text('audit.dir') ?? '', subject.text('storage.storage_path') ?? './storage']
    const below = posix.relative(posix.resolve(HERE, data), posix.resolve(HERE, dir))
    const kept = !/^\.\.(?:\/|$)/.test(below)
    const passing = /^\/(?:tmp|var\/tmp|run|dev\/shm)(?:\/|$)/.test(dir)
    if (kept || (posix.isAbsolute(dir) && !passing)) return []
    return [
      {
        message: `the audit log in ${dir} is outside ${data}, and may not be kept`,
        hint: 'put it below the data folder, or on a volume of its own',
        location: subject.placeOf('audit.dir', 'audit.enabled'),
      },
    ]
  },
}
