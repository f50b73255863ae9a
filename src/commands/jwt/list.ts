import { Command, Option } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Note, Report } from '../../cli/report.ts'
import { columns } from '../../cli/table.ts'
import { ago } from '../../cli/time.ts'
import { finish } from '../../cli/verb.ts'
import { QdrantAuthError } from '../../errors.ts'
import { relative } from '../../jwt/expiry.ts'
import { guardOf } from '../../jwt/guard.ts'
import { type RegistryEntry, readRegistry } from '../../jwt/registry.ts'
import type { TokenClaims } from '../../jwt/role.ts'
import { gauge } from '../../prometheus.ts'
import { shown } from '../../shown.ts'

export interface ListOptions {
  directory: string
  /** Only those that expire within so many seconds. */
  within: number | undefined
  expired: boolean
  format: 'table' | 'prometheus'
  now: Date
}

export function create(context: Context, run: (options: ListOptions) => Promise<Report> = runList): Command {
  return new Command('list')
    .description('List the tokens that were minted here. The registry holds their claims, never the tokens.')
    .option('--within <duration>', 'only those that expire within 30d, 12h …')
    .option('--expired', 'only those that have expired')
    .addOption(
      new Option('--format <name>', 'a table, or a textfile for Prometheus')
        .choices(['table', 'prometheus'])
        .default('table'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth jwt list --within 30d
  $ qdrant-auth jwt list --expired
  $ qdrant-auth jwt list --format prometheus > tokens.prom`,
    )
    .action((flags: { within?: string; expired?: true; format: ListOptions['format'] }) =>
      finish(context, () =>
        run({
          directory: context.cwd,
          within: flags.within === undefined ? undefined : durationOf(flags.within),
          expired: flags.expired === true,
          format: flags.format,
          now: context.io.now(),
        }),
      ),
    )
}

function durationOf(text: string): number {
  const seconds = relative(text)
  if (seconds === undefined)
    throw new QdrantAuthError('usage', `--within ${JSON.stringify(text)} is no duration`, {
      hints: ['write 30d or 12h'],
    })
  return seconds
}

/** An entry with what the clock adds to it; the shape of `jwt list --json`. */
interface Listed extends RegistryEntry {
  expired: boolean
  secondsLeft: number | null
  revocable: boolean
}

export async function runList({ directory, within, expired, format, now }: ListOptions): Promise<Report> {
  const { entries, unreadable } = await readRegistry(directory)
  const tokens = entries
    .map((entry) => listed(entry, now))
    .filter((token) => !expired || token.expired)
    .filter(
      (token) =>
        within === undefined || (token.secondsLeft !== null && !token.expired && token.secondsLeft <= within),
    )
  const notes: Note[] =
    unreadable === 0
      ? []
      : [{ level: 'warning', message: `${unreadable} line(s) of the registry cannot be read` }]
  return { json: { tokens }, text: format === 'prometheus' ? prometheus(tokens) : table(tokens), notes }
}

function listed(entry: RegistryEntry, now: Date): Listed {
  const { exp } = entry.claims
  const secondsLeft = exp === undefined ? null : Math.floor(exp - now.getTime() / 1000)
  return {
    ...entry,
    secondsLeft,
    expired: secondsLeft !== null && secondsLeft < 0,
    revocable: guardOf(entry.claims) !== undefined,
  }
}

function table(tokens: readonly Listed[]): string {
  if (tokens.length === 0) return 'There are no tokens.\n'
  const rows = tokens.map((token) =>
    [token.name, accessText(token.claims), token.key, state(token)].map(shown),
  )
  return columns([['NAME', 'ACCESS', 'KEY', 'EXPIRES'], ...rows])
}

function state({ revoked, secondsLeft, expired, expiresAt }: Listed): string {
  if (revoked) return 'revoked'
  if (secondsLeft === null) return 'never'
  return `${expired ? 'EXPIRED ' : ''}${expiresAt?.slice(0, 10)} (${ago(secondsLeft)})`
}

/** At most three collections: the rest is in --json. */
function accessText({ access }: TokenClaims): string {
  if (typeof access === 'string') return access === 'm' ? 'manage' : 'read'
  const first = access.slice(0, 3).map(({ collection, access: mode }) => `${collection}=${mode}`)
  return `${first.join(',')}${access.length > first.length ? `,+${access.length - first.length}` : ''}`
}

function prometheus(tokens: readonly Listed[]): string {
  const samples = tokens.flatMap(({ name, key, claims, revoked }) =>
    claims.exp === undefined || revoked ? [] : [{ labels: { name, key }, value: claims.exp }],
  )
  return gauge('qdrant_auth_token_expiry_seconds', 'When a token expires, in seconds since 1970.', samples)
}
