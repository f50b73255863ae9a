import type { RuleWords } from '../finding.ts'

interface RuleSet {
  /** What stands before the slash. */
  area: string
  /** The command that judges by them. */
  check: string
  load(): Promise<readonly RuleWords[]>
}

/** Every set of rules in the tool. Their words stay with the rules; here is only where they are. */
export const RULE_SETS: readonly RuleSet[] = [
  {
    area: 'config',
    check: 'qdrant-auth config validate',
    load: async () => (await import('../config/rules.ts')).RULES,
  },
  {
    area: 'jwt',
    check: 'qdrant-auth jwt inspect TOKEN-FILE --key-file api-key.txt',
    load: async () => (await import('../jwt/rules.ts')).RULES,
  },
  {
    area: 'certs',
    check: 'qdrant-auth certs check tls/',
    load: async () => (await import('../certs/rules.ts')).RULES,
  },
  {
    area: 'init',
    check: 'qdrant-auth init',
    load: async () => (await import('../init/rules.ts')).RULES,
  },
  {
    area: 'doctor',
    check: 'qdrant-auth doctor https://HOST:6333',
    load: async () => (await import('../doctor/rules.ts')).RULES,
  },
  {
    area: 'emit',
    check: 'qdrant-auth emit TARGET --config DIR',
    load: async () => (await import('../emit/rules.ts')).RULES,
  },
]

export interface KnownRule {
  rule: RuleWords
  check: string
}

async function rulesOf(sets: readonly RuleSet[]): Promise<KnownRule[]> {
  const loaded = await Promise.all(
    sets.map(async ({ check, load }) => (await load()).map((rule) => ({ rule, check }))),
  )
  return loaded.flat()
}

export const allRules = (): Promise<KnownRule[]> => rulesOf(RULE_SETS)

/** Rules whose ids stand somewhere in the text, as in what a checker printed. Loads only the sets that are named. */
export async function rulesIn(text: string): Promise<KnownRule[]> {
  const named = new Set(
    [...text.matchAll(/\b[a-z]{2,20}\/[a-z0-9-]{2,60}/gi)].map(([id]) => id.toLowerCase()),
  )
  const sets = RULE_SETS.filter(({ area }) => [...named].some((id) => id.startsWith(`${area}/`)))
  return (await rulesOf(sets)).filter(({ rule }) => named.has(rule.id))
}
