import { RULES as CERTIFICATE_RULES } from '../certs/rules.ts'
import { RULES as CONFIG_RULES } from '../config/rules.ts'
import { QdrantAuthError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import { GROUPS, type Group } from './rule.ts'
import { RULES } from './rules.ts'

/** Whether findings of a rule are wanted. */
export type Selection = (ruleId: string) => boolean

/** What a rule of any finding here is about. */
export const summaryOf = (ruleId: string): string | undefined =>
  [...RULES, ...CERTIFICATE_RULES, ...CONFIG_RULES].find(({ id }) => id === ruleId)?.summary

const GROUP_OF = new Map<string, Group>([
  ...CONFIG_RULES.map(({ id }) => [id, 'config'] as const),
  ...CERTIFICATE_RULES.map(({ id }) => [id, 'tls'] as const),
  ...RULES.map(({ id, group }) => [id, group] as const),
])

/** `only` and `skip` hold rule ids (with or without `doctor/`) and groups; without `only` everything is wanted. */
export function selectionOf(only: readonly string[], skip: readonly string[]): Selection {
  const [wanted, unwanted] = [only, skip].map((names) => new Set(names.map(fullName)))
  const among = (names: Set<string> | undefined, id: string) =>
    names?.has(id) === true || names?.has(GROUP_OF.get(id) ?? '') === true
  return (id) => (only.length === 0 || among(wanted, id)) && !among(unwanted, id)
}

function fullName(name: string): string {
  if ((GROUPS as readonly string[]).includes(name) || GROUP_OF.has(name)) return name
  if (GROUP_OF.has(`doctor/${name}`)) return `doctor/${name}`
  const names = [...GROUPS, ...RULES.map(({ id }) => id.slice('doctor/'.length))]
  const meant = nearest(name.replace(/^doctor\//, ''), names)
  throw new QdrantAuthError('bad-value', `${JSON.stringify(name)} is neither a rule nor a group of rules`, {
    hints: [meant === undefined ? `groups: ${GROUPS.join(', ')}` : `did you mean ${meant}?`],
  })
}
