import { redactedText } from '../../qdrant/settings/failure.ts'
import { withoutFile } from '../layer-errors.ts'
import type { Rule } from '../rule.ts'

export const wrongType: Rule = {
  id: 'config/wrong-type',
  level: 'error',
  summary: 'A value has a type that stops the server from starting.',
  reason: 'The server refuses to start on a value it cannot convert.',
  source: 'src/settings.rs, config-rs 0.15 src/de.rs',
  check: (subject) =>
    subject.parts.config.outcomes
      .flatMap(({ error }) => error?.failure ?? [])
      .map((failure) => ({
        message: withoutFile(redactedText(failure), failure.raw?.source?.file),
        location: failure.raw && subject.place(failure.raw),
      })),
}
