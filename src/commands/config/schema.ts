import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { configSchema } from '../../config/schema.ts'

export function create(context: Context, run: () => Promise<Report> = runSchema): Command {
  return new Command('schema')
    .description('Print a JSON Schema of config.yaml, for editors.')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth config schema > qdrant.schema.json
  $ qdrant-auth config schema --json | jq '.schema.properties | keys'

As the first line of config/config.yaml, for editors:
  # yaml-language-server: $schema=../qdrant.schema.json`,
    )
    .action(() => finish(context, run))
}

export async function runSchema(): Promise<Report> {
  const schema = configSchema()
  return { json: { schema }, text: `${JSON.stringify(schema, undefined, 2)}\n` }
}
