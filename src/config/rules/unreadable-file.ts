import type { Rule } from '../rule.ts'

export const unreadableFile: Rule = {
  id: 'config/unreadable-file',
  level: 'error',
  summary: 'The server may not read a file and skips it.',
  reason:
    'It starts with the layers that are left, and says nothing: if the keys were in this file, it is open.',
  source: 'config-rs 0.15 src/file/mod.rs',
  check: (subject) =>
    subject.layers.flatMap(({ file, lookup, reason }) =>
      reason === 'unreadable'
        ? [
            {
              message: `the server may not read ${subject.parts.nameOf(file ?? lookup ?? '')} and starts without it`,
              hint: 'give its user the file: chown, or chmod 640 and its group',
            },
          ]
        : [],
    ),
}
