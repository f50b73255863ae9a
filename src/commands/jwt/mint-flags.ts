import type { Context } from '../../cli/context.ts'
import { readInput } from '../../cli/input.ts'
import type { Note } from '../../cli/report.ts'
import { readSecret, type Secret } from '../../cli/secrets.ts'
import { QdrantAuthError } from '../../errors.ts'
import type { RowFormat } from '../../jwt/batch/formats.ts'
import type { Role } from '../../jwt/role.ts'
import { callServer } from '../../server/rest.ts'
import { endpointFrom, type ServerFlags } from './server-flags.ts'

export const FORMATS = ['token', 'env', 'curl', 'json'] as const

export type Format = (typeof FORMATS)[number]

/** The flags of `jwt mint` as commander hands them over. */
export interface Flags extends ServerFlags {
  revocable?: string | true
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
  config?: string
  claims?: string
  collectionsFrom?: string
  name?: string
  record: boolean
  from?: string
  fromFormat?: RowFormat
  outDir?: string
  strict?: true
}

/** The key that signs: a file, a variable or a hidden prompt. */
export async function signingKey(flags: Flags, context: Context): Promise<Secret> {
  if (flags.config !== undefined) return keyFromConfig(flags, context)
  const key = await readSecret(context, 'key', { file: flags.keyFile, env: flags.keyEnv }, true)
  if (key === undefined) throw new TypeError('a key that is asked for is always given')
  return key
}

/** The key that the files of a server's directory set. */
async function keyFromConfig(flags: Flags, context: Context): Promise<Secret> {
  const { config = '.', keyFile, keyEnv } = flags
  if (keyFile !== undefined || keyEnv !== undefined) {
    throw new QdrantAuthError('usage', '--config and --key-file or --key-env exclude each other')
  }
  const setting = flags.alt === true ? 'service.alt_api_key' : 'service.api_key'
  const { settingOf } = await import('../../config/directory.ts')
  return { value: settingOf(context.path(config), setting), source: `${config} (${setting})`, notes: [] }
}

const LIST_LIMIT = 16 << 20

/** Patterns among the collections of a role become the names they match in a list, from a file or a server. */
export async function withPatternsExpanded(
  role: Role,
  flags: Flags,
  context: Context,
  key: string,
): Promise<{ role: Role; notes: Note[] }> {
  const { collectionsFrom } = flags
  if (collectionsFrom === undefined || role.collections === undefined) return { role, notes: [] }
  const { expandPatterns, isPattern, parseCollectionList } = await import('../../jwt/collections.ts')
  const patterns = Object.keys(role.collections).filter(isPattern)
  if (patterns.length === 0) return { role, notes: [] }
  const list = /^https?:/.test(collectionsFrom)
    ? await listFromServer(collectionsFrom, flags, context, key)
    : (await readInput(context, collectionsFrom, LIST_LIMIT)).bytes.toString('utf8')
  const collections = expandPatterns(role.collections, parseCollectionList(list))
  const message = `${patterns.join(', ')} stands for ${Object.keys(collections).join(', ')} as of now: later collections are not in`
  return { role: { ...role, collections }, notes: [{ level: 'note', message }] }
}

async function listFromServer(url: string, flags: Flags, context: Context, key: string): Promise<string> {
  const { endpoint } = await endpointFrom({ ...flags, url }, context, key)
  const { status, text } = await callServer(endpoint, { method: 'GET', path: '/collections' })
  if (status === 200) return text
  throw new QdrantAuthError('server-refused', `the server refused GET /collections: ${status}`)
}

const CLAIMS_LIMIT = 1 << 16

/** Claims of a JSON file that stand beside those the flags make. */
export async function extraClaims(flags: Flags, context: Context): Promise<Record<string, unknown>> {
  if (flags.claims === undefined) return {}
  let claims: unknown
  try {
    claims = JSON.parse((await readInput(context, flags.claims, CLAIMS_LIMIT)).bytes.toString('utf8'))
  } catch (error) {
    if (error instanceof QdrantAuthError) throw error
  }
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    throw new QdrantAuthError('file-malformed', `${flags.claims} is not a JSON object of claims`)
  }
  const taken = Object.keys(claims).find((name) => OWN_CLAIMS.includes(name))
  if (taken !== undefined)
    throw new QdrantAuthError('usage', `${flags.claims} holds ${taken}, which has a flag of its own`)
  return claims as Record<string, unknown>
}

const OWN_CLAIMS = ['exp', 'access', 'value_exists', 'subject', 'sub']

/** What the flags say the token may do. */
export async function roleOf(flags: Flags): Promise<Role> {
  const { access, collection, expires, subject, sub, valueExists, revocable } = flags
  if (revocable !== undefined && valueExists.length > 0) {
    throw new QdrantAuthError(
      'usage',
      '--revocable and --value-exists exclude each other: a token has one guard',
    )
  }
  // A variable that is not set would make a token that no log and no list can name.
  for (const [flag, text] of Object.entries({ '--subject': subject, '--sub': sub, '--name': flags.name }))
    if (text?.trim() === '') throw new QdrantAuthError('bad-value', `${flag} is empty`)
  if (access === undefined && collection.length === 0) {
    throw new QdrantAuthError('usage', 'say what the token may do: --access or --collection', {
      hints: ['--access read, or --collection NAME=read, read-write or points'],
    })
  }
  if (access !== undefined && collection.length > 0)
    throw new QdrantAuthError('usage', '--access and --collection exclude each other')
  const guard = valueExists.length === 0 ? undefined : await guardIn(valueExists)
  return {
    ...(access !== undefined && { access }),
    ...(collection.length > 0 && { collections: collectionsOf(collection) }),
    expires,
    ...(subject !== undefined && { subject }),
    ...(sub !== undefined && { sub }),
    ...(guard !== undefined && { valueExists: guard }),
  }
}

async function guardIn(texts: readonly string[]): Promise<Role['valueExists']> {
  const { parseGuard } = await import('../../jwt/value-exists.ts')
  return parseGuard(texts)
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

/** A token for everything is asked for twice. */
export async function confirmManage(flags: Flags, context: Context): Promise<void> {
  if (flags.allowManage === true) return
  const typed = await context.answer('--allow-manage', () =>
    context.io.prompter.input({ message: 'Such a token may do everything. Type "manage" to go on:' }),
  )
  if (typed !== 'manage') throw new QdrantAuthError('usage', 'not confirmed: nothing was signed')
}
