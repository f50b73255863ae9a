import { logFilter } from '../../qdrant/config/log.ts'
import type { Rule } from '../rule.ts'

export const ignoredLogLevel: Rule = {
  id: 'config/ignored-log-level',
  level: 'warning',
  summary: 'A part of the log level is no directive and is ignored.',
  reason: 'The server says so on standard error only.',
  source: 'src/tracing/mod.rs',
  check: (subject) => {
    const level = subject.isRead ? subject.text('log_level') : undefined
    if (level === undefined) return []
    return logFilter(level).complaints.map((message) => ({
      message: `log_level: ${message}`,
      hint: 'such as INFO or WARN,qdrant=debug',
      location: subject.placeOf('log_level'),
    }))
  },
}
