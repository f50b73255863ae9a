import { line, logFilter } from '../../qdrant/config/log.ts'
import type { Rule } from '../rule.ts'

const WARNING = line('WARN', 'qdrant::settings', '')

export const hiddenWarnings: Rule = {
  id: 'config/hidden-warnings',
  level: 'warning',
  summary: 'The log level hides the warnings about authentication.',
  reason: 'The server says that a key is empty or a file is missing as a warning only.',
  source: 'src/settings.rs, src/tracing/mod.rs',
  check: (subject) => {
    const level = subject.isRead ? (subject.text('logger.log_level') ?? subject.text('log_level')) : undefined
    if (level === undefined || logFilter(level).shows(WARNING)) return []
    return [
      {
        message: `the log level ${JSON.stringify(level)} hides the warnings about keys and files`,
        hint: 'use INFO or WARN',
        location: subject.placeOf('logger.log_level', 'log_level'),
      },
    ]
  },
}
