import { closeSync, createReadStream, fstatSync, openSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { makeDirectory } from '../files/directories.ts'
import { fileFailure } from '../files/failure.ts'
import { MODE } from '../files/modes.ts'
import { checkTarget } from '../files/target.ts'
import { sha256 } from '../sha256.ts'
import { linesOf } from './batch/lines.ts'
import type { TokenClaims } from './role.ts'

/** What is kept of a token: never the token, only what tells it apart. */
export interface RegistryEntry {
  name: string
  claims: TokenClaims
  /** Fingerprint of the key that signed it. */
  key: string
  /** SHA-256 of the token, hex. */
  sha256: string
  /** RFC 3339, UTC. */
  mintedAt: string
  expiresAt: string | null
  revoked: boolean
}

/** Lines of the file; it is only ever appended to. */
type Line =
  | ({ event: 'minted' } & Omit<RegistryEntry, 'revoked'>)
  | { event: 'revoked' | 'unrevoked'; name: string; at: string }

/** From the project's directory. */
export const REGISTRY = join('.qdrant-auth', 'tokens.jsonl')

const pathIn = (directory: string): string => join(directory, REGISTRY)

/**
 * Adds lines at the end in one write, which the system keeps whole: two processes at once lose nothing and need no lock.
 * Where an earlier write was cut short (a full disk, a power cut), its half line stays alone.
 */
export async function record(directory: string, lines: readonly Line[]): Promise<void> {
  const path = pathIn(directory)
  await makeDirectory(join(directory, '.qdrant-auth'), MODE.secretDirectory)
  await checkTarget(path, directory)
  let file: number | undefined
  try {
    file = openSync(path, 'a+', MODE.secret)
    const start = endsInLine(file, fstatSync(file).size) ? '' : '\n'
    writeFileSync(file, start + lines.map(textOf).join(''))
  } catch (error) {
    throw fileFailure(error, path, 'write')
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/**
 * The same for a token that is made and not out yet: of one that anybody has the registry knows. One that cannot be written
 * is no failure, but told.
 */
export async function recordMinted(
  directory: string,
  line: Line,
): Promise<{ level: 'warning'; message: string; hint: string }[]> {
  try {
    await record(directory, [line])
    return []
  } catch (error) {
    if (!(error instanceof QdrantAuthError)) throw error
    return [
      {
        level: 'warning',
        message: `the token is not in the registry: ${error.message}`,
        hint: 'use --no-record where none is wanted',
      },
    ]
  }
}

function endsInLine(file: number, size: number): boolean {
  if (size === 0) return true
  const last = Buffer.alloc(1)
  readSync(file, last, 0, 1, size - 1)
  return last.toString() === '\n'
}

/** A line as it stands in the file, in ASCII: half of such a line is still text. */
export const textOf = (line: Line): string =>
  `${JSON.stringify(line).replace(
    /[\x80-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}\n`

/** The line of a token just minted. One that was given no name gets `tok-` and 8 hex digits of its hash. */
export function mintedLine(
  token: string,
  {
    name,
    claims,
    key,
    expiresAt,
  }: Pick<RegistryEntry, 'claims' | 'key' | 'expiresAt'> & { name?: string | undefined },
  now: Date,
): Line {
  const hash = sha256(token)
  const entry = { name: name ?? `tok-${hash.slice(0, 8)}`, claims, key, sha256: hash }
  return { event: 'minted', ...entry, mintedAt: now.toISOString(), expiresAt }
}

/** Seconds that a token was good for when it was minted; undefined where it never ends. */
export const lifetimeOf = ({
  claims,
  mintedAt,
}: Pick<RegistryEntry, 'claims' | 'mintedAt'>): number | undefined =>
  claims.exp === undefined ? undefined : claims.exp - Math.floor(Date.parse(mintedAt) / 1000)

/** The newest token of each name, in the order they were first minted. Lines that cannot be read are counted. */
export async function readRegistry(
  directory: string,
): Promise<{ entries: RegistryEntry[]; unreadable: number }> {
  const entries = new Map<string, RegistryEntry>()
  let unreadable = 0
  for (const line of await linesIn(directory)) {
    const event = parse(line)
    if (event === undefined) unreadable++
    else if (event.event === 'minted') {
      const { event: _, ...entry } = event
      entries.set(entry.name, { ...entry, revoked: false })
    } else {
      const entry = entries.get(event.name)
      if (entry !== undefined) entry.revoked = event.event === 'revoked'
    }
  }
  return { entries: [...entries.values()], unreadable }
}

/** The token of that name; `file-missing` where there is none. */
export async function findEntry(directory: string, name: string): Promise<RegistryEntry> {
  const { entries } = await readRegistry(directory)
  const entry = entries.find((one) => one.name === name)
  if (entry !== undefined) return entry
  throw new QdrantAuthError('file-missing', `no token ${JSON.stringify(name)} is recorded in ${directory}`, {
    hints: ['qdrant-auth jwt list shows the recorded ones'],
  })
}

async function linesIn(directory: string): Promise<string[]> {
  const path = pathIn(directory)
  const lines: string[] = []
  // A FIFO would be waited for without end.
  if (!(await checkTarget(path, directory))) return lines
  try {
    for await (const some of linesOf(createReadStream(path), path)) lines.push(...some.filter(Boolean))
  } catch (error) {
    throw fileFailure(error, path, 'read')
  }
  return lines
}

function parse(text: string): Line | undefined {
  try {
    const line = JSON.parse(text)
    return isLine(line) ? line : undefined
  } catch {
    return undefined
  }
}

/** Whether it has all that others rely on: the file may be damaged, or be edited by hand. */
// biome-ignore lint/suspicious/noExplicitAny: foreign JSON, checked here
function isLine(line: any): line is Line {
  if (typeof line?.name !== 'string') return false
  if (line.event !== 'minted') return line.event === 'revoked' || line.event === 'unrevoked'
  const { key, sha256, mintedAt, expiresAt, claims } = line
  return (
    typeof key === 'string' &&
    typeof sha256 === 'string' &&
    isTime(mintedAt) &&
    (expiresAt === null || isTime(expiresAt)) &&
    (claims?.exp === undefined || Number.isSafeInteger(claims.exp)) &&
    isAccess(claims?.access)
  )
}

const isTime = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value))

const isAccess = (access: unknown): boolean =>
  access === 'r' ||
  access === 'm' ||
  (Array.isArray(access) &&
    access.every((entry) => typeof entry?.collection === 'string' && typeof entry.access === 'string'))
