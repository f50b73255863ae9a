import type { Rule } from '../rule.ts'

export const trackedSecret: Rule = {
  id: 'config/tracked-secret',
  level: 'error',
  summary: 'A file with a key in it is under version control.',
  reason: 'Everybody who has the repository has the key, and its history keeps it.',
  source: '',
  check: (subject) =>
    subject.files.flatMap(({ file }) => {
      const key = subject.secretIn(file)
      if (key === undefined || subject.parts.disk.isTracked(file) !== true) return []
      return [
        {
          message: `git keeps this file with ${key.path} in it`,
          hint: 'move the key to config/local.yaml, ignore that file, and make a new key',
          location: subject.keyPlace(key.raw),
        },
      ]
    }),
}
