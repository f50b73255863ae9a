import type { Rule } from '../rule.ts'

export const willNotStart: Rule = {
  id: 'config/will-not-start',
  level: 'error',
  summary: 'The server ends at its start.',
  reason: 'It says so on standard error or in its log, which a restart loop hides.',
  source: 'src/main.rs',
  check: (subject) => {
    const { starts, error } = subject.outcome
    const told = error?.layer !== undefined || error?.failure !== undefined
    // What is wrong with a certificate file has a rule of its own; a file alone says nothing of the others.
    if (starts || told || !subject.parts.complete || subject.parts.certificateFaults.length > 0) return []
    return [{ message: `the server does not start: ${error?.redacted.split('\n')[0] ?? 'it ends at once'}` }]
  },
}
