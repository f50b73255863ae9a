import type { Rule } from '../rule.ts'

const PAIRS = [
  ['service.read_only_api_key', 'service.api_key'],
  ['service.read_only_api_key', 'service.alt_api_key'],
  ['service.alt_api_key', 'service.api_key'],
] as const

export const equalKeys: Rule = {
  id: 'config/equal-keys',
  level: 'error',
  summary: 'Two keys are the same.',
  reason:
    'The server looks at api_key first: a read-only key that equals it may write, and an alternate key that equals it rotates nothing.',
  source: 'src/common/auth/mod.rs',
  check: (subject) =>
    PAIRS.flatMap(([path, other]) => {
      const key = subject.text(path)
      return key === undefined || key !== subject.text(other)
        ? []
        : [
            {
              message: `${path} is the same as ${other}`,
              hint: 'make a new one: qdrant-auth keygen',
              location: subject.placeOf(path),
            },
          ]
    }),
}
