import { violations } from '../../qdrant/settings/warnings.ts'
import type { Rule } from '../rule.ts'

export const outOfRange: Rule = {
  id: 'config/out-of-range',
  level: 'warning',
  summary: 'A number or text is outside what the server allows.',
  reason: 'The server warns in its log and starts with the value all the same.',
  source: 'src/settings.rs validators',
  check: (subject) =>
    subject.isRead
      ? violations(subject.outcome.values).map(({ path, text }) => ({
          message: `${path}: ${text}`,
          location: subject.placeOf(path),
        }))
      : [],
}
