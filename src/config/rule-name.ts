import { QdrantAuthError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import type { Rule } from './rule.ts'
import { RULES, ruleAt } from './rules.ts'

/** The rule of that name, with or without `config/`. */
export function ruleNamed(name: string): Rule {
  const rule = ruleAt(name)
  if (rule !== undefined) return rule
  const meant = nearest(
    name.replace(/^config\//, ''),
    RULES.map(({ id }) => id.slice('config/'.length)),
  )
  throw new QdrantAuthError('bad-value', `there is no rule ${JSON.stringify(name)}`, {
    hints: [meant === undefined ? 'qdrant-auth config rules lists them' : `did you mean config/${meant}?`],
  })
}
