import type { Rule } from '../rule.ts'

export const randomOutcome: Rule = {
  id: 'config/random-outcome',
  level: 'error',
  summary: 'What the server does differs from start to start.',
  reason:
    'A dotted key beside its table, or a variable beside one of a part of it, is merged in the order of a hash map.',
  source: 'config-rs 0.15 src/source.rs',
  check: (subject) => {
    if (subject.parts.config.outcomes.length === 1) return []
    const twice = subject.entries.find(({ path, layer, raw }) =>
      subject.written(path).some((other) => other.layer === layer && other.raw !== raw),
    )
    return [
      {
        message: 'the server picks at random between entries that contradict each other',
        hint: 'write each setting once: no dotted key beside its table, no variable beside one for a part of it',
        location: twice && subject.keyPlace(twice.raw),
      },
    ]
  },
}
