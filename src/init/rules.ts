import type { RuleWords } from '../finding.ts'

/** What `init` may find when it reads back what it wrote or found; the rest is said by the rules of `config`. */
export const RULES: readonly RuleWords[] = [
  {
    id: 'init/config',
    level: 'error',
    summary: 'The server would not take the keys that were made.',
    reason:
      'What init wrote is read again as the server reads it, with every layer. Another file, or a variable, decides otherwise.',
  },
  {
    id: 'init/certificate',
    level: 'error',
    summary: 'A certificate does not do what it was made for.',
    reason:
      'Each certificate is checked against the CA and the key beside it: names, usages, dates and signature. One that was there before, or was changed since, fails here.',
  },
  {
    id: 'init/token',
    level: 'error',
    summary: 'The first token is not accepted, or has expired.',
    reason:
      'The token is checked with the key that the config holds. After a new key, or after its time, it has to be made again.',
  },
]
