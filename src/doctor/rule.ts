import type { Finding, Level } from '../finding.ts'
import { shellWord } from '../shell.ts'
import type { NodeFacts } from './facts.ts'

/** The order in which a node is looked at; `--only` and `--skip` take these words too. */
export const GROUPS = [
  'config',
  'names',
  'ports',
  'tls',
  'authentication',
  'authorisation',
  'surface',
  'version',
] as const

export type Group = (typeof GROUPS)[number]

export interface Rule {
  /** `doctor/words`, the name of its file. */
  id: string
  group: Group
  level: Level
  /** One sentence for lists and SARIF. */
  summary: string
  /** Why it matters and what the server does, for `explain`. */
  reason: string
  /** `nodes` are all of them, for what concerns several. */
  check(node: NodeFacts, nodes: readonly NodeFacts[]): Found[]
}

/** What a rule found. Each says what to do about it, with a command where one does it. */
export interface Found {
  message: string
  hint: string
  level?: Level
}

export function judge(rules: readonly Rule[], node: NodeFacts, nodes: readonly NodeFacts[]): Finding[] {
  return rules.flatMap(({ id, level, check }) =>
    check(node, nodes).map(
      ({ message, hint, level: own }): Finding => ({
        ruleId: id,
        level: own ?? level,
        message: `${node.target.name}: ${message}`,
        hint,
      }),
    ),
  )
}

/** How to make a node take what is new in its files. */
export const restartOf = ({ target }: NodeFacts): string =>
  target.restart === undefined
    ? 'restart the server'
    : `restart it: ${target.restart.map(shellWord).join(' ')}`

/** A command that changes its config, where its directory is known. */
export const configCommand = ({ target }: NodeFacts, words: string): string =>
  `qdrant-auth ${target.directory === undefined ? '' : `-C ${shellWord(target.directory)} `}config ${words}`
