import type { Rule } from '../rule.ts'

export const snapshotFromUrl: Rule = {
  id: 'config/snapshot-from-url',
  level: 'note',
  summary: 'Snapshots may be fetched from any URL.',
  reason:
    'Whoever may recover a snapshot makes the server send requests into its own network. It is on where nothing is said.',
  source: 'src/actix/api/snapshot_api.rs',
  check: (subject) =>
    subject.flag('service.enable_snapshot_url_recovery') &&
    subject.written('service.enable_snapshot_url_recovery').length > 0
      ? [
          {
            message: 'snapshots may be fetched from any URL',
            hint: 'set enable_snapshot_url_recovery: false where nobody needs it',
            location: subject.placeOf('service.enable_snapshot_url_recovery'),
          },
        ]
      : [],
}
