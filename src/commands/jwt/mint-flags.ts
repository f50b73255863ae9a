import type { Context } from '../../cli/context.ts'
import { readSecret, type Secret } from '../../cli/secrets.ts'
import { QdrantAuthError } from '../../errors.ts'
import type { RowFormat } from '../../jwt/batch/rows.ts'
import type { Role } from '../../jwt/role.ts'
import { parseGuard } from '../../jwt/value-exists.ts'
import type { ServerFlags } from './server-flags.ts'

export const FORMATS = ['token', 'env', 'curl', 'json'] as const

export type Format = (typeof FORMATS)[number]

export const collect = (value: string, before: string[]): string[] => [...before, value]

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
  name?: string
  record: boolean
  from?: string
  fromFormat?: RowFormat
  outDir?: string
  strict?: true
}

/** The key that signs: a file, a variable or a hidden prompt. */
export async function signingKey(flags: Flags, context: Context): Promise<Secret> {
  const key = await readSecret(context, 'key', { file: flags.keyFile, env: flags.keyEnv }, true)
  if (key === undefined) throw new TypeError('a key that is asked for is always given')
  return key
}

/** What the flags say the token may do. */
export function roleOf(flags: Flags): Role {
  const { access, collection, expires, subject, sub, valueExists, revocable } = flags
  if (revocable !== undefined && valueExists.length > 0) {
    throw new QdrantAuthError(
      'usage',
      '--revocable and --value-exists exclude each other: a token has one guard',
    )
  }
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

/** A token for everything is asked for twice. */
export async function confirmManage(flags: Flags, context: Context): Promise<void> {
  if (flags.allowManage === true) return
  const typed = await context.answer('--allow-manage', () =>
    context.io.prompter.input({ message: 'Such a token may do everything. Type "manage" to go on:' }),
  )
  if (typed !== 'manage') throw new QdrantAuthError('usage', 'not confirmed: nothing was signed')
}
