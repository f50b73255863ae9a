import type { Rule } from '../rule.ts'

export const fewAuditFiles: Rule = {
  id: 'config/few-audit-files',
  level: 'warning',
  summary: 'One audit file is kept, and every restart begins a new one.',
  reason: 'max_log_files 1 (and 0, which counts as 1) loses the log at each restart or rotation.',
  source: 'lib/storage/src/audit.rs',
  check: (subject) =>
    subject.flag('audit.enabled') && Number(subject.value('audit.max_log_files')) <= 1
      ? [
          {
            message: 'audit.max_log_files keeps one file: a restart loses the log',
            hint: 'keep at least 2',
            location: subject.placeOf('audit.max_log_files'),
          },
        ]
      : [],
}
