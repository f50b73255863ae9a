import type { Rule } from '../rule.ts'

export const wrongExtension: Rule = {
  id: 'config/wrong-extension',
  level: 'error',
  summary: 'A file has an extension that the server does not read, and hides the one it would.',
  reason:
    'A file named exactly like the layer (config/config) or with another extension is found first and skipped.',
  source: 'config-rs 0.15 src/file/source/file.rs',
  check: (subject) =>
    subject.layers.flatMap(({ file, lookup, reason }) =>
      reason === 'wrong-extension' || reason === 'other-format'
        ? [
            {
              message: `the server does not read ${subject.parts.nameOf(file ?? lookup ?? '')}: it reads .yaml and .yml`,
              hint: 'rename it',
            },
          ]
        : [],
    ),
}
