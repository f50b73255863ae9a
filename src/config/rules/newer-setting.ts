import { settingAt } from '../../qdrant/settings/table.ts'
import { compareVersions } from '../../qdrant/versions.ts'
import type { Rule } from '../rule.ts'

export const newerSetting: Rule = {
  id: 'config/newer-setting',
  level: 'error',
  summary: 'The server is too old for a setting and ignores it.',
  reason: 'Older releases ignore what they do not know: the protection is not there, and nothing says so.',
  source: 'src/settings.rs by release',
  check: (subject) =>
    subject.entries.flatMap(({ path, raw }) => {
      const setting = settingAt(path)
      if (setting === undefined || compareVersions(subject.version, setting.since) >= 0) return []
      return [
        {
          message: `Qdrant ${subject.version} ignores ${path}, which came with ${setting.since}`,
          hint: 'upgrade the server, or remove the line',
          location: subject.keyPlace(raw),
        },
      ]
    }),
}
