import { Command, Option } from 'commander'
import type { Context } from '../../cli/context.ts'
import { textFormat } from '../../cli/formats/text.ts'
import type { Note, Report } from '../../cli/report.ts'
import { readSecret } from '../../cli/secrets.ts'
import { serverVersion } from '../../cli/server-version.ts'
import type { Style } from '../../cli/style.ts'
import { ago } from '../../cli/time.ts'
import { finish } from '../../cli/verb.ts'
import { EXIT, QdrantAuthError } from '../../errors.ts'
import { type Level, reaches } from '../../finding.ts'
import { secondsAt } from '../../jwt/expiry.ts'
import type { GivenToken } from '../../jwt/given.ts'
import { type Inspection, inspectToken, type Verdict } from '../../jwt/inspect.ts'
import { inSentences } from '../../jwt/words.ts'
import { NEWEST_VERSION } from '../../qdrant/versions.ts'
import { shown, shownJson } from '../../shown.ts'
import { readToken } from './token-argument.ts'

export interface InspectOptions {
  given: GivenToken
  apiKey: string | undefined
  altApiKey: string | undefined
  now: Date
  serverVersion: string
  failOn: Level | 'never'
  claim: string | undefined
  /** Somebody reads it, and no program. */
  terminal: boolean
  notes: Note[]
}

export function create(
  context: Context,
  run: (options: InspectOptions) => Promise<Report> = runInspect,
): Command {
  return new Command('inspect')
    .description('Say what a token is, what it may do, and what the server answers to it.')
    .argument('[token]', 'file with the token, the token, or - for stdin (default)')
    .option('--key-file <file>', "file with the server's api_key, to check the signature")
    .option('--key-env <name>', 'environment variable with it')
    .option('--alt-key-file <file>', 'file with the alternate key (alt_api_key)')
    .option('--alt-key-env <name>', 'environment variable with it')
    .option('--at <time>', 'judge it as of this time')
    .option('--server-version <version>', 'the server it is for', NEWEST_VERSION)
    .option('--claim <path>', 'print this one claim and nothing else')
    .addOption(
      new Option('--fail-on <level>', 'exit 1 at findings of this level')
        .choices(['error', 'warning', 'note', 'never'])
        .default('error'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth jwt inspect --key-file api.key < reader.jwt
  $ pbpaste | qdrant-auth jwt inspect --json`,
    )
    .action((token, flags) => finish(context, async () => run(await optionsFrom(token, flags, context))))
}

interface Flags {
  keyFile?: string
  keyEnv?: string
  altKeyFile?: string
  altKeyEnv?: string
  at?: string
  serverVersion: string
  claim?: string
  failOn: Level | 'never'
}

async function optionsFrom(
  token: string | undefined,
  flags: Flags,
  context: Context,
): Promise<InspectOptions> {
  const key = await readSecret(context, 'key', { file: flags.keyFile, env: flags.keyEnv }, false)
  const alternate = await readSecret(
    context,
    'alt-key',
    { file: flags.altKeyFile, env: flags.altKeyEnv },
    false,
  )
  const { given, notes } = await readToken(context, token)
  const { version, notes: aboutVersion } = serverVersion(flags.serverVersion)
  return {
    given,
    apiKey: key?.value,
    altApiKey: alternate?.value,
    now: flags.at === undefined ? context.io.now() : timeOf(flags.at),
    serverVersion: version,
    failOn: flags.failOn,
    claim: flags.claim,
    terminal: context.io.stdout.isTTY,
    notes: [...notes, ...(key?.notes ?? []), ...(alternate?.notes ?? []), ...aboutVersion],
  }
}

function timeOf(text: string): Date {
  const seconds = /^\d{1,10}$/.test(text) ? Number(text) : secondsAt(text)
  if (seconds !== undefined) return new Date(seconds * 1000)
  throw new QdrantAuthError('usage', `--at ${JSON.stringify(text)} is no time`, {
    hints: ['write 2027-01-31T00:00:00Z'],
  })
}

export async function runInspect(options: InspectOptions): Promise<Report> {
  const { given, apiKey, altApiKey, now, serverVersion, failOn, notes } = options
  const inspection = inspectToken({ ...given, apiKey, altApiKey, now, serverVersion })
  const failed =
    inspection.verdict.accepted === false || (failOn !== 'never' && reaches(inspection.findings, failOn))
  return {
    json: { ...inspection },
    text:
      options.claim === undefined
        ? (style) => inWords(inspection, style)
        : claimText(inspection, options.claim, options.terminal),
    notes,
    exitCode: failed ? EXIT.findings : EXIT.done,
  }
}

function claimText({ claims }: Inspection, path: string, terminal: boolean): string {
  let value: unknown = claims
  for (const part of path.split('.')) {
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, part)
        ? (value as Record<string, unknown>)[part]
        : undefined
  }
  if (value === undefined)
    throw new QdrantAuthError('not-accepted', `the token has no claim ${JSON.stringify(path)}`)
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return terminal ? shown(text) : text
}

function inWords(inspection: Inspection, style: Style): string {
  const { header, claims, permissions, findings } = inspection
  return [
    `${banner(inspection, style)}\n`,
    `${verdictLine(inspection.verdict)}\n`,
    `\nheader   ${shown(JSON.stringify(header))}\n`,
    `claims   ${shownJson(claims).replaceAll('\n', '\n         ')}\n`,
    inspection.claims === null ? '' : `may      ${inSentences(permissions).join('\n         ')}\n`,
    `expires  ${expiryText(inspection)}\n`,
    findings.length === 0 ? '' : `\n${textFormat(findings, () => undefined, style)}`,
  ].join('')
}

function banner({ signature }: Inspection, style: Style): string {
  if (!signature.checked) return style.yellow('NOT VERIFIED: no key was given, so anybody may have made this')
  if (signature.verified !== true) return style.red('NOT VERIFIED: none of the given keys signed this')
  return style.green(`VERIFIED: signed with ${signature.key}`)
}

function verdictLine({ accepted, httpStatus, grpcStatus, message, cause, conditional }: Verdict): string {
  if (accepted === null) return 'what the server says to it depends on the signature: give --key-file'
  if (accepted) return conditional ? 'accepted while the point that value_exists names is there' : 'accepted'
  return `refused: ${httpStatus} ${message} (gRPC ${grpcStatus}), because ${CAUSE_WORDS[cause ?? ''] ?? cause}`
}

/** The causes in words; several share one answer of the server, and this is what tells them apart. */
const CAUSE_WORDS: Record<string, string> = {
  'not-a-token': 'it is not a token and not the key',
  'unknown-key': 'it is not a token and not the key',
  'malformed-header': 'its header is malformed',
  'wrong-algorithm': 'it is not signed with HS256',
  'wrong-signature': 'another key signed it',
  'unreadable-claims': 'its claims have a form the server cannot read',
  expired: 'it has expired',
  'duplicate-collection': 'it names a collection twice',
  'payload-constraint': 'it holds a payload constraint',
  'no-credential': 'it cannot be sent in a header',
  'bad-request': 'it holds a control character',
  'too-large': 'it is too large for a header',
}

function expiryText({ times, claims }: Inspection): string {
  if (times.secondsLeft === null) return claims === null ? 'unknown' : 'never'
  const at = times.expiresAt ?? 'later than any date'
  const local =
    times.expiresAt === null ? '' : ` (${new Date(times.expiresAt).toString().replace(/ \(.*/, '')})`
  const leeway = times.secondsLeft < 0 && !times.expired ? ', and still taken for the 30 s of leeway' : ''
  return `${at}${local}, ${ago(times.secondsLeft)}${leeway}`
}
