import { variableOf } from '../../qdrant/config/environment.ts'
import { SETTINGS } from '../../qdrant/settings/table.ts'
import type { Rule } from '../rule.ts'

const VARIABLES: ReadonlyMap<string, string> = new Map(
  SETTINGS.map(({ path }) => [path.replaceAll('.', '_').toUpperCase(), path]),
)

/** The variable of the setting that is named with other underscores. */
function meantBy(name: string): string | undefined {
  const upper = name.toUpperCase()
  if (!upper.startsWith('QDRANT_')) return undefined
  const setting = VARIABLES.get(upper.slice('QDRANT_'.length).replace(/^_+/, '').replaceAll('__', '_'))
  if (setting === undefined) return undefined
  const right = variableOf(setting)
  return right === upper ? undefined : right
}

export const variableName: Rule = {
  id: 'config/variable-name',
  level: 'error',
  summary: 'A variable looks like one of Qdrant and is ignored.',
  reason:
    'The prefix is QDRANT__ and levels are parted by two underscores; with one the variable is ignored in silence.',
  source: 'src/settings.rs',
  check: (subject) =>
    subject.parts.variables.flatMap(({ name }) => {
      const meant = meantBy(name)
      return meant === undefined
        ? []
        : [
            {
              message: `Qdrant ignores the variable ${name}`,
              hint: `did you mean ${meant}?`,
              location: { env: name },
            },
          ]
    }),
}
