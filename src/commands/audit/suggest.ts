import { Command } from 'commander'
import type { Filter } from '../../audit/filter.ts'
import { noticesOn } from '../../audit/notices.ts'
import { BLIND_SPOTS, type Suggestion, suggestAccess } from '../../audit/suggest.ts'
import type { Context } from '../../cli/context.ts'
import { readInput } from '../../cli/input.ts'
import type { Note, Report } from '../../cli/report.ts'
import { serverVersion } from '../../cli/server-version.ts'
import type { Style } from '../../cli/style.ts'
import { columns } from '../../cli/table.ts'
import { finish } from '../../cli/verb.ts'
import { PAGE_WIDTH, wrap } from '../../cli/wrap.ts'
import { EXIT, QdrantAuthError } from '../../errors.ts'
import { givenToken, TOKEN_LIMIT } from '../../jwt/given.ts'
import { accessOfToken } from '../../jwt/inspect.ts'
import { readRegistry } from '../../jwt/registry.ts'
import { accessOfClaim } from '../../jwt/role.ts'
import { inSentences, type Permission } from '../../jwt/words.ts'
import type { Access } from '../../qdrant/token/access.ts'
import { NEWEST_VERSION } from '../../qdrant/versions.ts'
import { shellWord } from '../../shell.ts'
import { shown } from '../../shown.ts'
import {
  filterFrom,
  LOGS_WORDS,
  type LogPlaces,
  type LogServerFlags,
  logsArgument,
  placesFrom,
  tallyLogs,
  withLogServer,
  withTimes,
} from './log-flags.ts'
import { logNotes, nothingRead } from './log-notes.ts'
import { cell, number } from './report-words.ts'

export interface SuggestOptions {
  places: LogPlaces
  filter: Filter
  subject: string | undefined
  withDenied: boolean
  current: { from: string; access: Access } | undefined
  serverVersion: string
  now: Date
  notes: Note[]
}

interface Flags extends LogServerFlags {
  subject?: string
  address?: string
  token?: string
  includeDenied?: true
  serverVersion: string
  since?: string
  until?: string
}

export function create(
  context: Context,
  run: (options: SuggestOptions) => Promise<Report> = runSuggest,
): Command {
  const command = new Command('suggest')
    .description('Say the smallest access that would have allowed everything a caller did.')
    .addArgument(logsArgument(LOGS_WORDS))
    .option('--subject <name>', 'the caller, as its token names it')
    .option('--address <address>', 'a caller without a token: everything from this address')
    .option(
      '--token <file>',
      'its token, to compare with; without it the registry here is asked (- is stdin)',
    )
    .option('--include-denied', 'grant what was denied as well')
    .option('--server-version <version>', 'the server it is for', NEWEST_VERSION)
  withTimes(command).addHelpText(
    'after',
    `
A log does not show everything:
${BLIND_SPOTS.map((spot) => wrap(spot, PAGE_WIDTH, '    ', '  - '))
  .join('')
  .trimEnd()}

Examples:
  $ qdrant-auth audit suggest storage/audit --subject indexer
  $ qdrant-auth audit suggest node1/ node2/ --address 10.0.0.7 --since 30d`,
  )
  return withLogServer(command).action((logs: string[], flags: Flags) =>
    finish(context, async () => run(await optionsFrom(logs, flags, context))),
  )
}

async function optionsFrom(logs: string[], flags: Flags, context: Context): Promise<SuggestOptions> {
  const { subject, address, since, until } = flags
  if (subject === undefined && address === undefined)
    throw new QdrantAuthError(
      'usage',
      'say whose access: --subject, or --address for a caller without a token',
      {
        hints: ['qdrant-auth audit report lists them'],
      },
    )
  const { version, notes } = serverVersion(flags.serverVersion)
  const chosen = {
    subject: subject === undefined ? [] : [subject],
    address: address === undefined ? [] : [address],
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  }
  const { places, notes: more } = await placesFrom(logs, { ...flags, ...chosen }, context)
  const current = await currentAccess(flags, version, context)
  context.io.keepHeapSmall()
  return {
    places,
    filter: filterFrom(chosen, context.io.now()),
    subject,
    withDenied: flags.includeDenied === true,
    current,
    serverVersion: version,
    now: context.io.now(),
    notes: [...notes, ...more],
  }
}

async function currentAccess(
  { token, subject }: Flags,
  version: string,
  context: Context,
): Promise<SuggestOptions['current']> {
  if (token !== undefined) {
    const { bytes } = await readInput(context, token, TOKEN_LIMIT)
    const access = accessOfToken(givenToken(bytes.toString('utf8')).token, version)
    if (access === undefined)
      throw new QdrantAuthError('not-accepted', `${token} cannot be read as the server does`, {
        hints: ['qdrant-auth jwt inspect says why'],
      })
    return { from: token, access }
  }
  if (subject === undefined) return undefined
  const { entries } = await readRegistry(context.cwd)
  const entry = entries.filter(({ claims, revoked }) => claims.subject === subject && !revoked).at(-1)
  return entry && { from: `token ${entry.name} of the registry`, access: accessOfClaim(entry.claims.access) }
}

export async function runSuggest(options: SuggestOptions): Promise<Report> {
  const { places, filter, subject, current } = options
  const { tally, reader } = await tallyLogs(places, filter, { withApi: true })
  const nothing = nothingRead(reader, filter)
  const notices = noticesOn(reader.sources, options.now.getTime())
  const notes = [...options.notes, ...logNotes(notices, reader), ...(nothing?.notes ?? [])]
  if (tally.events === 0)
    return {
      json: { events: 0 },
      text: nothing?.text ?? 'These logs have no event of that caller.\n',
      notes,
      exitCode: nothing?.exitCode ?? EXIT.findings,
    }
  const { access: _, ...suggestion } = suggestAccess({ ...options, tally, current })
  const mintCommand = mintLine(suggestion.suggested, subject)
  return {
    json: { ...suggestion, mintCommand },
    text: (style) => inWords({ ...suggestion, mintCommand }, style),
    notes,
    ...(nothing !== undefined && { exitCode: nothing.exitCode }),
  }
}

/** Ready for a shell. A collection or subject is a stranger's text, so it is quoted. */
function mintLine(permissions: readonly Permission[], subject: string | undefined): string | null {
  if (permissions.length === 0) return null
  const grants = permissions.flatMap(({ collection, access }) =>
    collection === '*'
      ? ['--access', access, ...(access === 'manage' ? ['--allow-manage'] : [])]
      : ['--collection', shellWord(`${collection}=${access}`)],
  )
  const who = subject === undefined ? 'NAME' : shellWord(subject)
  return ['qdrant-auth jwt mint --key-file api.key --subject', who, ...grants].join(' ')
}

function inWords(suggestion: Suggestion, style: Style): string {
  const { events, denied, firstSeen, lastSeen, needs, refused, gaps, suggested, current, mintCommand } =
    suggestion
  const rows = needs.map(({ operation, collection, events: count }) => [
    cell(operation, '-', 34),
    cell(collection, '-', 30),
    number(count),
  ])
  const lost = refused.map(({ operation, collection, error, events: count }) =>
    item(
      `${cell(operation)}${collection === null ? '' : ` on ${cell(collection)}`}, ${number(count)}×: ${shown(error ?? '').slice(0, 100)}`,
    ),
  )
  return [
    `${number(events)} events (${number(denied)} denied), ${firstSeen} to ${lastSeen}\n\n`,
    rows.length === 0 ? '' : `${columns([['DID', 'COLLECTION', 'TIMES'], ...rows])}\n`,
    lost.length === 0
      ? ''
      : `Denied, and not in the suggestion unless --include-denied is given:\n${lost.join('')}\n`,
    `${style.bold('It needs')}    ${inSentences(suggested).join('\n            ')}\n`,
    currentWords(current, style),
    gaps.length === 0
      ? ''
      : `\n${style.yellow('Missing from it:')}\n${gaps.map((gap) => item(shown(gap))).join('')}`,
    mintCommand === null
      ? '\nAny token may do that: there is nothing to grant.\n'
      : `\n${style.bold(mintCommand)}\n`,
    `\nWhat the log cannot show:\n${suggestion.blindSpots.map((spot) => item(spot, '  - ')).join('')}`,
  ].join('')
}

const item = (text: string, start = '  '): string => wrap(text, PAGE_WIDTH, '    ', start)

function currentWords(current: Suggestion['current'], style: Style): string {
  if (current === null) return ''
  const { permissions, unused, from } = current
  const words = inSentences(permissions).join('\n            ')
  const excess = unused.length === 0 ? 'nothing beyond that' : `${unused.length} calls beyond that`
  return `${style.bold('It may do')}   ${words}\n            (${shown(from)}: ${excess})\n`
}
