import type { Rule } from '../rule.ts'

export const wrongExtension: Rule = {
  id: 'config/wrong-extension',
  level: 'error',
  summary: 'A file has an extension that the server does not read, and hides the one it would.',
  reason:
    'A file named exactly like the layer (config/config) or with another extension is found first and skipped.',
  source: 'config-rs 0.15 src/file/source/file.rs',
  check: (subject) =>
    subject.layers.flatMap(({ file, lookup, reason }) => {
      const name = subject.parts.nameOf(file ?? lookup ?? '')
      if (reason === 'wrong-extension')
        return [{ message: `the server does not read ${name}: it reads .yaml and .yml`, hint: 'rename it' }]
      // Until 1.12.5 other formats are read too (src/settings.rs).
      return reason === 'other-format'
        ? [
            {
              message: `this server reads ${name}, and this tool does not: nothing in it was judged`,
              hint: 'write it as .yaml, which newer servers need too',
            },
          ]
        : []
    }),
}
