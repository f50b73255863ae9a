import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Note, Report } from '../../cli/report.ts'
import { serverVersion } from '../../cli/server-version.ts'
import type { Style } from '../../cli/style.ts'
import { finish } from '../../cli/verb.ts'
import { EXIT, QdrantAuthError } from '../../errors.ts'
import { type AccessDiff, type Call, diffAccess } from '../../jwt/diff.ts'
import type { GivenToken } from '../../jwt/given.ts'
import { accessOfToken } from '../../jwt/inspect.ts'
import { inSentences } from '../../jwt/words.ts'
import type { Access } from '../../qdrant/token/access.ts'
import { NEWEST_VERSION } from '../../qdrant/versions.ts'
import { shown } from '../../shown.ts'
import { namesFile, readToken } from './token-argument.ts'

export interface DiffOptions {
  before: Access
  after: Access
  failOnNewAccess: boolean
  serverVersion: string
  notes: Note[]
}

export function create(context: Context, run: (options: DiffOptions) => Promise<Report> = runDiff): Command {
  return new Command('diff')
    .description('Say what a new token may do that the old one may not, and the other way round.')
    .argument('<old>', 'file with the old token, - for stdin, or the token itself')
    .argument('<new>', 'the same for the new one')
    .option('--fail-on-new-access', 'exit 1 when the new token may do anything more: a gate for review')
    .option('--server-version <version>', 'the server it is for', NEWEST_VERSION)
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth jwt diff old.jwt new.jwt
  $ qdrant-auth jwt diff old.jwt - --fail-on-new-access < new.jwt`,
    )
    .action((old: string, now: string, flags: Flags) =>
      finish(context, async () => run(await optionsFrom(old, now, flags, context))),
    )
}

interface Flags {
  failOnNewAccess?: true
  serverVersion: string
}

async function optionsFrom(old: string, now: string, flags: Flags, context: Context): Promise<DiffOptions> {
  if (old === '-' && now === '-')
    throw new QdrantAuthError('usage', 'only one of the two tokens can come from stdin')
  const { version, notes: aboutVersion } = serverVersion(flags.serverVersion)
  const [before, after] = [await tokenAt(old, 'old', context), await tokenAt(now, 'new', context)]
  return {
    before: accessOf(before.given, 'old', version),
    after: accessOf(after.given, 'new', version),
    failOnNewAccess: flags.failOnNewAccess === true,
    serverVersion: version,
    notes: [...before.notes, ...after.notes, ...aboutVersion],
  }
}

/** Of two arguments one is easily misspelt, and what has not the form of a token was to be a file. */
function tokenAt(source: string, which: string, context: Context): ReturnType<typeof readToken> {
  if (source !== '-' && source.split('.').length !== 3 && !namesFile(context, source))
    throw new QdrantAuthError('file-missing', `the ${which} one is neither a file nor a token`)
  return readToken(context, source)
}

function accessOf({ token }: GivenToken, which: string, version: string): Access {
  const access = accessOfToken(token, version)
  if (access !== undefined) return access
  throw new QdrantAuthError('not-accepted', `the ${which} token cannot be read as the server does`, {
    hints: ['qdrant-auth jwt inspect says why'],
  })
}

export async function runDiff({
  before,
  after,
  failOnNewAccess,
  serverVersion,
  notes,
}: DiffOptions): Promise<Report> {
  const diff = diffAccess(before, after, serverVersion)
  return {
    json: { ...diff },
    text: (style) => inWords(diff, style),
    notes,
    exitCode: failOnNewAccess && diff.gained.length > 0 ? EXIT.findings : EXIT.done,
  }
}

function inWords(diff: AccessDiff, style: Style): string {
  if (diff.gained.length === 0 && diff.lost.length === 0) return 'Both may do the same.\n'
  return [
    `old: ${inSentences(diff.before).join('; ')}\n`,
    `new: ${inSentences(diff.after).join('; ')}\n\n`,
    ...diff.gained.map((call) => `${style.green('+')} ${callText(call)}\n`),
    ...diff.lost.map((call) => `${style.red('-')} ${callText(call)}\n`),
  ].join('')
}

const callText = ({ operation, collection }: Call): string =>
  collection === '*' ? operation : `${operation}  (${shown(collection)})`
