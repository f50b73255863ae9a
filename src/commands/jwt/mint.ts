import { Command, Option } from 'commander'
import type { Context } from '../../cli/context.ts'
import { collect } from '../../cli/repeatable.ts'
import type { Note, Report } from '../../cli/report.ts'
import { serverVersion } from '../../cli/server-version.ts'
import { finish } from '../../cli/verb.ts'
import { QdrantAuthError } from '../../errors.ts'
import { MODE } from '../../files/modes.ts'
import { newTag } from '../../files/staged.ts'
import { createFile, requireFree } from '../../files/write.ts'
import type { Finding } from '../../finding.ts'
import { ROW_FORMATS } from '../../jwt/batch/formats.ts'
import { DEFAULT_EXPIRY, expiryText } from '../../jwt/expiry.ts'
import { findingsOfToken } from '../../jwt/findings.ts'
import type { Guard } from '../../jwt/guard.ts'
import { mintToken } from '../../jwt/mint.ts'
import { mintedLine, recordMinted } from '../../jwt/registry.ts'
import { accessOfClaim, claimsOf, type Role, type TokenClaims } from '../../jwt/role.ts'
import { inSentences, permissionsOf } from '../../jwt/words.ts'
import { fingerprint } from '../../keys/fingerprint.ts'
import { NEWEST_VERSION } from '../../qdrant/versions.ts'
import { callServer, type Endpoint } from '../../server/rest.ts'
import type { BatchRequest } from './mint-batch.ts'
import {
  confirmManage,
  extraClaims,
  type Flags,
  FORMATS,
  type Format,
  roleOf,
  signingKey,
  withPatternsExpanded,
} from './mint-flags.ts'
import { endpointFrom, withServer } from './server-flags.ts'

export interface MintOptions {
  role: Role
  /** For the registry. */
  name: string | undefined
  /** Directory of the registry; undefined with --no-record. */
  recordIn: string | undefined
  /** Claims beside those of the role. */
  extra: Record<string, unknown>
  guard: Guard | undefined
  /** Where the guard's point is made; undefined without a guard, and in a dry run. */
  endpoint: Endpoint | undefined
  key: { value: string; source: string }
  allowWeak: boolean
  output: string | undefined
  format: Format
  dryRun: boolean
  serverVersion: string
  now: Date
  tag: string
  notes: Note[]
}

export function create(context: Context, run: (options: MintOptions) => Promise<Report> = runMint): Command {
  const command = new Command('mint')
    .description(
      'Sign a token. It says exactly what the token may do, and expires in 30 days unless told otherwise.',
    )
    .option('--key-file <file>', "file with the server's api_key (- is stdin)")
    .option('--key-env <name>', 'environment variable with it')
    .option('--config <dir>', 'take the key from the config files of this server directory')
    .option('--alt', 'the key is the alternate one (alt_api_key)')
    .addOption(new Option('--access <level>', 'access to everything').choices(['read', 'manage']))
    .option(
      '--collection <name=level>',
      'access to one collection: read, read-write, points; repeatable',
      collect,
      [],
    )
    .option('--collections-from <list>', 'expand * and ? in --collection against a file or a server URL')
    .option('--claims <file>', 'further claims from a JSON file')
    .option('--allow-manage', 'confirm that the token may do everything')
    .option('--expires <when>', '30d, 12h, a time, or never', DEFAULT_EXPIRY)
    .option('--subject <text>', 'who it is, for the audit log')
    .option('--sub <text>', 'token for inference services')
    .option(
      '--value-exists <guard>',
      'valid only while COLLECTION:KEY=VALUE is there; repeatable',
      collect,
      [],
    )
    .option(
      '--revocable [collection]',
      'make it revocable: it is valid while a point in this collection is there',
    )
    .option('--server-version <version>', 'the server it is for', NEWEST_VERSION)
    .addOption(new Option('--output <form>', 'what is printed').choices(FORMATS).default('token'))
    .option('-o <file>', 'write to this new file, mode 0600')
    .option('--allow-weak', 'allow a key of fewer than 32 bytes')
    .option('--dry-run', 'show the claims and sign nothing')
    .option('--name <name>', 'what the registry calls it')
    .option('--no-record', 'leave it out of the registry (.qdrant-auth/tokens.jsonl)')
    .option('--from <file>', 'mint a token for every row of a file (NDJSON, YAML list or CSV; - is stdin)')
    .addOption(
      new Option(
        '--from-format <name>',
        'format of the rows, where the name of the file does not say',
      ).choices(ROW_FORMATS),
    )
    .option('--out-dir <dir>', 'with --from: a new file a token, instead of NDJSON on stdout')
    .option('--strict', 'with --from: stop at the first bad row')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth jwt mint --key-file api.key --access read
  $ qdrant-auth jwt mint --key-file api.key --collection docs=read-write \\
      --subject indexer --expires 90d -o indexer.jwt
  $ qdrant-auth jwt mint --key-file api.key --from roles.yaml > tokens.ndjson`,
    )
  return withServer(command).action((flags: Flags) =>
    finish(context, async () =>
      flags.from === undefined ? run(await optionsFrom(flags, context)) : batch(flags, context),
    ),
  )
}

async function batch(flags: Flags, context: Context): Promise<Report> {
  const { runBatch } = await import('./mint-batch.ts')
  return runBatch(await batchFrom(flags, context), context)
}

async function batchFrom(flags: Flags, context: Context): Promise<BatchRequest> {
  const { from = '-', access, collection, outDir } = flags
  if (access !== undefined || collection.length > 0)
    throw new QdrantAuthError('usage', 'with --from the rows say what each token may do')
  if (from === '-' && flags.keyFile === '-')
    throw new QdrantAuthError('usage', 'only one of key and rows can come from stdin')
  const key = await signingKey(flags, context)
  const { version, notes: aboutVersion } = serverVersion(flags.serverVersion)
  return {
    from,
    format: flags.fromFormat,
    outDirectory: outDir === undefined ? undefined : context.path(outDir),
    strict: flags.strict === true,
    recordIn: flags.record ? context.cwd : undefined,
    key: key.value,
    allowWeak: flags.allowWeak === true,
    now: context.io.now(),
    serverVersion: version,
    tag: newTag(context.io.entropy.bytes),
    notes: [...key.notes, ...aboutVersion],
  }
}

async function optionsFrom(flags: Flags, context: Context): Promise<MintOptions> {
  const asked = await roleOf(flags)
  if (asked.access === 'manage') await confirmManage(flags, context)
  const { version, notes: aboutVersion } = serverVersion(flags.serverVersion)
  const key = await signingKey(flags, context)
  const guard = flags.revocable === undefined ? undefined : await guardFor(flags.revocable, context)
  const server =
    guard === undefined || flags.dryRun === true ? undefined : await endpointFrom(flags, context, key.value)
  const { role, notes: expanded } = await withPatternsExpanded(asked, flags, context, key.value)
  const notes = [...key.notes, ...(server?.notes ?? []), ...expanded, ...aboutVersion]
  return {
    role: guard === undefined ? role : { ...role, valueExists: (await guards()).guardClaim(guard) },
    extra: await extraClaims(flags, context),
    guard,
    endpoint: server?.endpoint,
    name: flags.name,
    recordIn: flags.record ? context.cwd : undefined,
    key,
    allowWeak: flags.allowWeak === true,
    output: flags.o === undefined ? undefined : context.path(flags.o),
    format: flags.output,
    dryRun: flags.dryRun === true,
    serverVersion: version,
    now: context.io.now(),
    tag: newTag(context.io.entropy.bytes),
    notes,
  }
}

/** Few tokens have a guard, so what makes one is loaded for them alone. */
const guards = () => import('../../jwt/guard.ts')

async function guardFor(collection: string | true, { io }: Context): Promise<Guard> {
  const { DEFAULT_GUARD_COLLECTION, newGuard } = await guards()
  return newGuard(collection === true ? DEFAULT_GUARD_COLLECTION : collection, io.entropy.bytes)
}

export async function runMint(options: MintOptions): Promise<Report> {
  const { role, key, now, serverVersion, notes, output, format } = options
  const claims: TokenClaims = { ...claimsOf(role, now), ...options.extra }
  const signer = { source: key.source, fingerprint: fingerprint(key.value) }
  if (options.dryRun) {
    if (options.guard !== undefined) notes.push(...(await requestsNote(options.guard)))
    return {
      json: { token: null, claims, expiresAt: expiryText(claims.exp), key: signer, warnings: [] },
      text: `${JSON.stringify(claims, undefined, 2)}\n`,
      notes,
    }
  }
  if (output !== undefined) requireFree(output)
  const token = await mintToken({ claims, key: key.value, allowWeak: options.allowWeak, now, serverVersion })
  const { guard, endpoint } = options
  if (guard !== undefined && endpoint !== undefined) {
    const { admitSteps, carryOut, COST } = await guards()
    await carryOut(admitSteps(guard), (call) => callServer(endpoint, call), endpoint.apiKey)
    notes.push({ level: 'note', message: COST })
  }
  const findings = findingsOfToken(token, key.value, now, serverVersion)
  const json = { token, claims, expiresAt: expiryText(claims.exp), key: signer, warnings: findings }
  const said: Note[] = [
    ...notes,
    ...findings.map(asNote),
    { level: 'plain', message: `may ${inSentences(permissionsOf(accessOfClaim(claims.access))).join('; ')}` },
    {
      level: 'plain',
      message: `until ${expiryText(claims.exp) ?? 'for ever'}, signed with ${signer.fingerprint}`,
    },
  ]
  const text = format === 'json' ? `${JSON.stringify(json)}\n` : inForm(token, format)
  if (options.recordIn !== undefined) {
    const name = options.name ?? claims.subject
    const entry = { name, claims, key: signer.fingerprint, expiresAt: json.expiresAt }
    said.push(...(await recordMinted(options.recordIn, mintedLine(token, entry, now))))
  }
  if (output === undefined) return { json, text, notes: said }
  await createFile(output, text, MODE.secret, options.tag)
  return {
    json: { ...json, token: null, file: output },
    text: '',
    notes: [...said, { level: 'plain', message: `written to ${output} (0600)` }],
  }
}

async function requestsNote(guard: Guard): Promise<Note[]> {
  const { admitSteps, asText, COST } = await guards()
  return [
    { level: 'plain', message: `would send\n${admitSteps(guard).map(asText).join('\n')}` },
    { level: 'note', message: COST },
  ]
}

function inForm(token: string, format: Exclude<Format, 'json'>): string {
  if (format === 'env') return `QDRANT_API_KEY=${token}\n`
  // The header comes from stdin: in argv everybody on the machine could read it.
  if (format === 'curl')
    return `printf 'api-key: %s' '${token}' | curl -H @- https://localhost:6333/collections\n`
  return `${token}\n`
}

function asNote({ level, message, hint }: Finding): Note {
  return { level: level === 'note' ? 'note' : 'warning', message, ...(hint !== undefined && { hint }) }
}
