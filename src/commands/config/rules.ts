import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Report } from '../../cli/report.ts'
import { columns } from '../../cli/table.ts'
import { finish } from '../../cli/verb.ts'
import { PAGE_WIDTH } from '../../cli/wrap.ts'
import type { Rule } from '../../config/rule.ts'
import { ruleNamed } from '../../config/rule-name.ts'
import { RULES } from '../../config/rules.ts'

export interface RulesOptions {
  rule: string | undefined
  /** Columns of the terminal. */
  width: number
}

export function create(
  context: Context,
  run: (options: RulesOptions) => Promise<Report> = runRules,
): Command {
  return new Command('rules')
    .description('List the rules of config validate, or explain one.')
    .argument('[rule]', 'a rule, with or without config/')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth config rules
  $ qdrant-auth config rules mangled-key`,
    )
    .action((rule: string | undefined) =>
      finish(context, () => run({ rule, width: context.io.stdout.columns ?? PAGE_WIDTH })),
    )
}

export async function runRules({ rule, width }: RulesOptions): Promise<Report> {
  if (rule !== undefined) {
    const found = ruleNamed(rule)
    return { json: { rule: described(found) }, text: page(found) }
  }
  return {
    json: { rules: RULES.map(described) },
    text: columns(
      RULES.map(({ id, level, summary }) => [id, level, summary]),
      width,
    ),
  }
}

const described = ({ id, level, summary, reason, source }: Rule) => ({ id, level, summary, reason, source })

const page = ({ id, level, summary, reason, source }: Rule): string => `${id} (${level})

${summary}
${reason}
${source === '' ? '' : `\nIn the server: ${source}\n`}
Leave it out for a line with a comment above:  # qdrant-auth-disable-next-line ${id}
and everywhere with:  qdrant-auth config validate --disable ${id}
`
