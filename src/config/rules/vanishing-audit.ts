import { isAbsolute, normalize } from 'node:path'
import type { Rule } from '../rule.ts'

/** The path from the working directory without `.` and `..`. */
const plain = (path: string): string => normalize(path).replace(/\/$/, '')

export const vanishingAudit: Rule = {
  id: 'config/vanishing-audit',
  level: 'warning',
  summary: 'The audit log is outside the folder of the data.',
  reason: 'In a container only the data folder is kept: the log is gone with the container.',
  source: 'lib/storage/src/audit.rs',
  check: (subject) => {
    if (!subject.flag('audit.enabled')) return []
    const [dir, data] = [subject.text('audit.dir') ?? '', subject.text('storage.storage_path') ?? './storage']
    const kept = `${plain(dir)}/`.startsWith(`${plain(data)}/`)
    const passing = /^\/(?:tmp|var\/tmp|run|dev\/shm)(?:\/|$)/.test(dir)
    if (kept || (isAbsolute(dir) && !passing)) return []
    return [
      {
        message: `the audit log in ${dir} is outside ${data}, and may not be kept`,
        hint: 'put it below the data folder, or on a volume of its own',
        location: subject.placeOf('audit.dir', 'audit.enabled'),
      },
    ]
  },
}
