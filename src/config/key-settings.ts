import { SETTINGS } from '../qdrant/settings/table.ts'

/** Paths of the settings that hold a key. */
export const KEY_SETTINGS: readonly string[] = SETTINGS.filter(({ secret }) => secret).map(({ path }) => path)
