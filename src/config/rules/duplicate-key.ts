import type { Rule } from '../rule.ts'

export const duplicateKey: Rule = {
  id: 'config/duplicate-key',
  level: 'error',
  summary: 'A key stands twice in one table.',
  reason: 'The server does not start on it. Most other readers of YAML take the last one in silence.',
  source: 'yaml-rust2 0.10 src/yaml.rs',
  check: (subject) =>
    subject.layers.flatMap(({ error }) =>
      error?.file !== undefined && error.span !== undefined && /duplicated key/.test(error.text)
        ? [
            {
              message: error.redacted,
              hint: 'keep one of the two',
              location: subject.spanAt(error.file, error.span),
            },
          ]
        : [],
    ),
}
