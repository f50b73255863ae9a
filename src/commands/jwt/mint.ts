import { Command, Option } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Note, Report } from '../../cli/report.ts'
import { readSecret } from '../../cli/secrets.ts'
import { finish } from '../../cli/verb.ts'
import { QdrantAuthError } from '../../errors.ts'
import { MODE } from '../../files/modes.ts'
import { createFile } from '../../files/write.ts'
import type { Finding } from '../../finding.ts'
import { DEFAULT_EXPIRY } from '../../jwt/expiry.ts'
import { inspectToken } from '../../jwt/inspect.ts'
import { mintToken } from '../../jwt/mint.ts'
import { claimsOf, type Role, type TokenClaims } from '../../jwt/role.ts'
import { parseGuard } from '../../jwt/value-exists.ts'
import { inSentences } from '../../jwt/words.ts'
import { fingerprint } from '../../keys/fingerprint.ts'
import { NEWEST_VERSION, parseVersion } from '../../qdrant/versions.ts'

export interface MintOptions {
  role: Role
  key: { value: string; source: string }
  alternate: boolean
  allowWeak: boolean
  output: string | undefined
  format: Format
  dryRun: boolean
  serverVersion: string
  now: Date
  tag: string
  notes: Note[]
}

const FORMATS = ['token', 'env', 'curl', 'json'] as const
type Format = (typeof FORMATS)[number]

export function create(context: Context, run: (options: MintOptions) => Promise<Report> = runMint): Command {
  return new Command('mint')
    .description(
      'Sign a token. It says exactly what the token may do, and expires in 30 days unless told otherwise.',
    )
    .option('--key-file <file>', "file with the server's api_key (- is stdin)")
    .option('--key-env <name>', 'environment variable with it')
    .option('--alt', 'the key is the alternate one (alt_api_key)')
    .addOption(new Option('--access <level>', 'access to everything').choices(['read', 'manage']))
    .option(
      '--collection <name=level>',
      'access to one collection: read, read-write, points; repeatable',
      collect,
      [],
    )
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
    .option('--server-version <version>', 'the server it is for', NEWEST_VERSION)
    .addOption(new Option('--output <form>', 'what is printed').choices(FORMATS).default('token'))
    .option('-o <file>', 'write to this new file, mode 0600')
    .option('--allow-weak', 'allow a key of fewer than 32 bytes')
    .option('--dry-run', 'show the claims and sign nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth jwt mint --key-file api.key --access read
  $ qdrant-auth jwt mint --key-file api.key --collection docs=read-write \\
      --subject indexer --expires 90d -o indexer.jwt`,
    )
    .action((flags) => finish(context, async () => run(await optionsFrom(flags, context))))
}

const collect = (value: string, before: string[]): string[] => [...before, value]

interface Flags {
  keyFile?: string
  keyEnv?: string
  alt?: true
  access?: 'read' | 'manage'
  collection: string[]
  allowManage?: true
  expires: string
  subject?: string
  sub?: string
  valueExists: string[]
  serverVersion: string
  output: Format
  o?: string
  allowWeak?: true
  dryRun?: true
}

async function optionsFrom(flags: Flags, context: Context): Promise<MintOptions> {
  const role = roleOf(flags)
  if (role.access === 'manage') await confirmManage(flags, context)
  const version = parseVersion(flags.serverVersion)
  const key = await readSecret(context, 'key', { file: flags.keyFile, env: flags.keyEnv }, true)
  if (key === undefined) throw new TypeError('a key that is asked for is always given')
  const notes = [...key.notes]
  if (version.unknown)
    notes.push({
      level: 'note',
      message: `Qdrant ${flags.serverVersion} is newer than this tool: treated as ${version.version}`,
    })
  return {
    role,
    key,
    alternate: flags.alt === true,
    allowWeak: flags.allowWeak === true,
    output: flags.o === undefined ? undefined : context.path(flags.o),
    format: flags.output,
    dryRun: flags.dryRun === true,
    serverVersion: version.version,
    now: context.io.now(),
    tag: Buffer.from(context.io.entropy.bytes(8)).toString('hex'),
    notes,
  }
}

function roleOf(flags: Flags): Role {
  const { access, collection, expires, subject, sub, valueExists } = flags
  if (access === undefined && collection.length === 0) {
    throw new QdrantAuthError('usage', 'say what the token may do: --access or --collection', {
      hints: ['--access read, or --collection NAME=read, read-write or points'],
    })
  }
  if (access !== undefined && collection.length > 0)
    throw new QdrantAuthError('usage', '--access and --collection exclude each other')
  const guard = parseGuard(valueExists)
  return {
    ...(access !== undefined && { access }),
    ...(collection.length > 0 && { collections: collectionsOf(collection) }),
    expires,
    ...(subject !== undefined && { subject }),
    ...(sub !== undefined && { sub }),
    ...(guard !== undefined && { valueExists: guard }),
  }
}

function collectionsOf(texts: readonly string[]): Record<string, string> {
  const collections: Record<string, string> = Object.create(null)
  for (const text of texts) {
    // The level is behind the last `=`: names of collections may hold one.
    const [, name, level] = /^(.+)=([^=]*)$/s.exec(text) ?? []
    if (name === undefined || level === undefined) {
      throw new QdrantAuthError('usage', `--collection ${JSON.stringify(text)} says no level`, {
        hints: ['write --collection NAME=read'],
      })
    }
    if (name in collections)
      throw new QdrantAuthError('usage', `--collection names ${JSON.stringify(name)} twice`)
    collections[name] = level
  }
  return { ...collections }
}

async function confirmManage(flags: Flags, context: Context): Promise<void> {
  if (flags.allowManage === true) return
  const typed = await context.answer('--allow-manage', () =>
    context.io.prompter.input({ message: 'Such a token may do everything. Type "manage" to go on:' }),
  )
  if (typed !== 'manage') throw new QdrantAuthError('usage', 'not confirmed: nothing was signed')
}

export async function runMint(options: MintOptions): Promise<Report> {
  const { role, key, now, serverVersion, notes, output, format } = options
  const claims = claimsOf(role, now)
  const signer = { source: key.source, fingerprint: fingerprint(key.value) }
  if (options.dryRun) {
    return {
      json: { token: null, claims, expiresAt: expiryOf(claims), key: signer, warnings: [] },
      text: `${JSON.stringify(claims, undefined, 2)}\n`,
      notes,
    }
  }
  const token = await mintToken({ claims, key: key.value, allowWeak: options.allowWeak, now, serverVersion })
  const { findings, permissions } = inspectToken({
    token,
    headers: [],
    apiKey: options.alternate ? undefined : key.value,
    altApiKey: options.alternate ? key.value : undefined,
    now,
    serverVersion,
  })
  const json = { token, claims, expiresAt: expiryOf(claims), key: signer, warnings: findings }
  const said: Note[] = [
    ...notes,
    ...findings.map(asNote),
    { level: 'plain', message: `may ${inSentences(permissions).join('; ')}` },
    { level: 'plain', message: `until ${expiryOf(claims) ?? 'for ever'}, signed with ${signer.fingerprint}` },
  ]
  const text = format === 'json' ? `${JSON.stringify(json)}\n` : inForm(token, format)
  if (output === undefined) return { json, text, notes: said }
  await createFile(output, text, MODE.secret, options.tag)
  return {
    json: { ...json, token: null, file: output },
    text: '',
    notes: [...said, { level: 'plain', message: `written to ${output} (0600)` }],
  }
}

const expiryOf = ({ exp }: TokenClaims): string | null =>
  exp === undefined ? null : new Date(exp * 1000).toISOString().replace('.000Z', 'Z')

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
