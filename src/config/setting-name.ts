import { QdrantAuthError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import { SETTINGS, type Setting, settingAt } from '../qdrant/settings/table.ts'
import { lastName } from './setting-path.ts'

/** The setting of a path (`service.api_key`), or of a last name that only one setting has (`api_key`). */
export function settingNamed(name: string): Setting {
  const exact = settingAt(name)
  if (exact !== undefined) return exact
  const [only, ...others] = SETTINGS.filter(({ path }) => lastName(path) === name)
  if (only !== undefined && others.length === 0) return only
  const meant =
    nearest(
      name,
      SETTINGS.map(({ path }) => path),
    ) ??
    SETTINGS.find(
      ({ path }) =>
        lastName(path) ===
        nearest(
          lastName(name),
          SETTINGS.map((one) => lastName(one.path)),
        ),
    )?.path
  const places = [only, ...others].flatMap((setting) => setting?.path ?? []).slice(0, 4)
  throw new QdrantAuthError('bad-value', `${JSON.stringify(name.slice(0, 80))} is no setting of Qdrant`, {
    hints: [
      places.length > 0
        ? `it is one of ${places.join(', ')}`
        : meant === undefined
          ? 'qdrant-auth config show --all lists them'
          : `did you mean ${meant}?`,
    ],
  })
}
