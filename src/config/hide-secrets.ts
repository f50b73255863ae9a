import { SETTINGS } from '../qdrant/settings/table.ts'

/** Last names of the settings that hold a secret. */
const NAMES = SETTINGS.filter(({ secret }) => secret).map(({ path }) => path.slice(path.lastIndexOf('.') + 1))
const AFTER_NAME = new RegExp(`((?:${NAMES.join('|')})["']?\\s*[:=]\\s*)(\\S.*)`, 'i')

/** Lines of a configuration as they may be shown: what stands behind the name of a secret is stars. */
export const withoutSecrets = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) =>
      line.replace(AFTER_NAME, (_all, name: string, value: string) => name + '*'.repeat(value.length)),
    )
