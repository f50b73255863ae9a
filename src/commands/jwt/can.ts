import { Command, Option } from 'commander'
import type { Context } from '../../cli/context.ts'
import { collect } from '../../cli/repeatable.ts'
import type { Note, Report } from '../../cli/report.ts'
import { serverVersion } from '../../cli/server-version.ts'
import { finish } from '../../cli/verb.ts'
import { PAGE_WIDTH, wrap } from '../../cli/wrap.ts'
import { EXIT, QdrantAuthError } from '../../errors.ts'
import { type Capability, capabilities, capability, smallestGrant } from '../../jwt/capability.ts'
import { accessOfToken, expiryOfToken } from '../../jwt/inspect.ts'
import { nearest } from '../../nearest.ts'
import { allOperations, findOperation } from '../../qdrant/access/find.ts'
import { REQUIREMENT_WORDS } from '../../qdrant/access/requirement.ts'
import type { Access } from '../../qdrant/token/access.ts'
import { NEWEST_VERSION } from '../../qdrant/versions.ts'
import { shown } from '../../shown.ts'
import { readToken } from './token-argument.ts'

export interface CanOptions {
  /** Undefined lists all operations. */
  operation: string | undefined
  access: Access | undefined
  /** The token cannot be read, so every call is refused before access is looked at. */
  unreadable: boolean
  collection: string | undefined
  lookups: readonly string[]
  explain: boolean
  serverVersion: string
  notes: Note[]
}

/** Kinds of credential that need no token to be judged. */
const KINDS = ['api-key', 'read-only', 'manage', 'read', 'none'] as const

export function create(context: Context, run: (options: CanOptions) => Promise<Report> = runCan): Command {
  return new Command('can')
    .description(
      'Say whether a token may call an operation: exit 0 for yes, 1 for no. Expiry and signature are not looked at.',
    )
    .argument('[operation]', 'such as "PUT /collections/docs/points", Points/Upsert or upsert_points')
    .argument('[token]', 'file with the token, the token, or - for stdin (default)')
    .option('--list', 'all operations instead of one')
    .option('--collection <name>', 'the collection the call is about')
    .option('--lookup <name>', 'a collection that lookup_from or with_lookup names; repeatable', collect, [])
    .addOption(new Option('--as <kind>', 'judge this kind of credential instead of a token').choices(KINDS))
    .option('--explain', 'name the requirement and the smallest grant that meets it')
    .option('--server-version <version>', 'the server it is for', NEWEST_VERSION)
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth jwt can "PUT /collections/docs/points" < writer.jwt
  $ qdrant-auth jwt can --list --as read-only`,
    )
    .action((operation, token, flags) =>
      finish(context, async () => run(await optionsFrom(operation, token, flags, context))),
    )
}

interface Flags {
  list?: true
  collection?: string
  lookup: string[]
  as?: (typeof KINDS)[number]
  explain?: true
  serverVersion: string
}

async function optionsFrom(
  first: string | undefined,
  second: string | undefined,
  flags: Flags,
  context: Context,
): Promise<CanOptions> {
  // With --list there is no operation, so the one argument is the token.
  const [operation, token] = flags.list === true ? [undefined, first] : [first, second]
  if (flags.list !== true && operation === undefined)
    throw new QdrantAuthError('usage', 'name an operation, or use --list')
  const { version, notes: aboutVersion } = serverVersion(flags.serverVersion)
  const { access, unreadable, notes } = await subject(flags.as, token, version, context)
  return {
    operation,
    access,
    unreadable,
    collection: flags.collection,
    lookups: flags.lookup,
    explain: flags.explain === true,
    serverVersion: version,
    notes: [...notes, ...aboutVersion],
  }
}

type Subject = Pick<CanOptions, 'access' | 'unreadable' | 'notes'>

async function subject(
  kind: Flags['as'],
  token: string | undefined,
  version: string,
  context: Context,
): Promise<Subject> {
  if (kind !== undefined) {
    const access = {
      'api-key': 'manage',
      manage: 'manage',
      'read-only': 'read',
      read: 'read',
      none: undefined,
    }[kind] as Access | undefined
    return { access, unreadable: false, notes: [] }
  }
  const { given, notes } = await readToken(context, token)
  const access = accessOfToken(given.token, version)
  const expiry = expiryOfToken(given.token, version)
  if (expiry !== undefined && expiry < context.io.now().getTime() / 1000)
    notes.push({ level: 'note', message: 'the token has expired: this is what it was allowed' })
  return { access, unreadable: access === undefined, notes }
}

export async function runCan(options: CanOptions): Promise<Report> {
  const { operation, access, collection, lookups, serverVersion, notes } = options
  const question = { access, collection, lookups }
  if (operation === undefined) {
    const operations = capabilities(question, serverVersion).map((one) => judged(one, options))
    return { json: { operations }, text: table(operations), notes }
  }
  const found = findOperation(operation)
  if (found === undefined) throw unknownOperation(operation)
  const answer = judged(capability(found, question, serverVersion), options)
  return {
    json: { ...answer },
    text: sentence(answer) + (options.explain ? explanation(answer, options) : ''),
    notes,
    exitCode: answer.allowed === false ? EXIT.findings : EXIT.done,
  }
}

/** A token that cannot be read is no credential to the server, whatever the operation. */
function judged(answer: Capability, { unreadable }: CanOptions): Capability {
  if (!unreadable || answer.requirement === 'WL') return answer
  return {
    ...answer,
    allowed: false,
    httpStatus: 401,
    grpcStatus: 'UNAUTHENTICATED',
    reason: 'Invalid API key or JWT',
  }
}

const sentence = ({ allowed, reason, httpStatus }: Capability): string =>
  allowed === false
    ? `no: ${httpStatus} ${shown(reason)}\n`
    : `${allowed === 'filtered' ? 'yes, filtered' : 'yes'}${reason && `: ${reason}`}\n`

function explanation(answer: Capability, { serverVersion, lookups }: CanOptions): string {
  const grant = smallestGrant(answer, serverVersion, lookups)
  const needs = `it needs ${REQUIREMENT_WORDS[answer.requirement]}${answer.collection === null ? '' : ` (${shown(answer.collection)})`}\n`
  return answer.allowed === false && grant !== undefined
    ? `${needs}the smallest grant for it: ${shown(grant)}\n`
    : needs
}

/** Why not stands below, in a line of its own: many routes leave no room beside them. */
function table(operations: readonly Capability[]): string {
  const verdicts = operations.map(({ allowed }) =>
    allowed === false ? 'no' : allowed === true ? 'yes' : 'filtered',
  )
  const width = Math.max(...verdicts.map(({ length }) => length)) + 2
  return operations
    .map(({ operation, reason }, index) => {
      const line = `${(verdicts[index] ?? '').padEnd(width)}${operation}\n`
      return reason === '' ? line : line + wrap(shown(reason), PAGE_WIDTH, ' '.repeat(width))
    })
    .join('')
}

function unknownOperation(text: string): QdrantAuthError {
  const names = allOperations().flatMap(({ name, operationId }) => [name, operationId ?? []].flat())
  const meant = nearest(text, names)
  return new QdrantAuthError('usage', `there is no operation ${JSON.stringify(text.slice(0, 100))}`, {
    hints: [meant === undefined ? 'jwt can --list --as api-key shows them all' : `did you mean ${meant}?`],
  })
}
