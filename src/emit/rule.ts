import type { Finding, Level } from '../finding.ts'
import type { EffectiveConfig } from '../qdrant/config/effective.ts'
import type { Deployment } from './deployment.ts'
import type { EmitOptions, Target } from './target.ts'

export interface EmitSubject {
  readonly target: Target
  readonly deployment: Deployment
  readonly options: EmitOptions
  readonly config: EffectiveConfig
  /** Somebody said that a server without keys is meant. */
  readonly allowOpen: boolean
}

export interface Rule {
  /** `emit/words`, the name of its file. */
  id: string
  level: Level
  /** One sentence for lists. */
  summary: string
  /** Why it matters, for `explain`. */
  reason: string
  check(subject: EmitSubject): Found[]
}

export type Found = Pick<Finding, 'message' | 'hint'>

/** What speaks against the files; with an error nothing is written. */
export const judge = (rules: readonly Rule[], subject: EmitSubject): Finding[] =>
  rules.flatMap(({ id, level, check }) =>
    check(subject).map(({ message, hint }) => ({
      ruleId: id,
      level,
      message,
      ...(hint !== undefined && { hint }),
    })),
  )
