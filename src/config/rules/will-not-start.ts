import type { CertificateFault } from '../certificate-faults.ts'
import type { Rule } from '../rule.ts'

/** It starts with a certificate that is over or for another use. */
const ENDS_IT: readonly CertificateFault['kind'][] = ['missing', 'mismatch']

export const willNotStart: Rule = {
  id: 'config/will-not-start',
  level: 'error',
  summary: 'The server ends at its start.',
  reason: 'It says so on standard error or in its log, which a restart loop hides.',
  source: 'src/main.rs',
  check: (subject) => {
    const { starts, error } = subject.outcome
    const told = error?.layer !== undefined || error?.failure !== undefined
    // What keeps it from starting has a rule of its own; a file alone says nothing of the others.
    const isFault = subject.parts.certificateFaults.some(({ kind }) => ENDS_IT.includes(kind))
    if (starts || told || !subject.parts.complete || isFault) return []
    return [{ message: `the server does not start: ${error?.redacted.split('\n')[0] ?? 'it ends at once'}` }]
  },
}
