import { join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { makeDirectory } from '../files/directories.ts'
import { MODE } from '../files/modes.ts'
import { checkTarget } from '../files/target.ts'
import { replaceFile } from '../files/write.ts'
import { momentOf } from '../jwt/expiry.ts'
import { mintToken } from '../jwt/mint.ts'
import { lifetimeOf, mintedLine, type RegistryEntry, readRegistry, record } from '../jwt/registry.ts'
import { fingerprint } from '../keys/fingerprint.ts'
import { NEWEST_VERSION } from '../qdrant/versions.ts'
import { sha256 } from '../sha256.ts'
import type { Hands } from './hands.ts'

export interface LiveTokens {
  live: RegistryEntry[]
  /** Lines of the registry that say nothing. */
  unreadable: number
}

/** Tokens of the registry that a key signed and that are still good. */
export async function liveTokens(directory: string, key: string | null, now: Date): Promise<LiveTokens> {
  const { entries, unreadable } = await readRegistry(directory)
  const seconds = now.getTime() / 1000
  const live = entries.filter(
    (entry) =>
      entry.key === key && !entry.revoked && (entry.claims.exp ?? Number.POSITIVE_INFINITY) > seconds,
  )
  return { live, unreadable }
}

export interface Reissued {
  /** Name of a token → its file. */
  files: { name: string; file: string; expiresAt: string | null }[]
  /** Those that could not be signed again, and why. */
  left: { name: string; reason: string }[]
}

/** The folder of the tokens that were signed again. */
export const reissuedIn = (directory: string): string => join(directory, '.qdrant-auth', 'rotation', 'tokens')

/**
 * Signs every live token of the old key again with the new one: same claims, and as long as it lasted at first. Each goes into
 * a file of its own, mode 0600. A run that was interrupted does only what is left.
 */
export async function reissueTokens(
  directory: string,
  { live, unreadable }: LiveTokens,
  key: string,
  hands: Hands,
): Promise<Reissued> {
  const now = hands.now()
  const folder = reissuedIn(directory)
  const result: Reissued = { files: [], left: [] }
  if (unreadable > 0)
    result.left.push({ name: `${unreadable} line(s) of the registry`, reason: 'they cannot be read' })
  for (const entry of live) {
    const { name } = entry
    try {
      const claims = { ...entry.claims, ...lifetimeFrom(entry, now) }
      const token = await mintToken({
        claims,
        key,
        allowWeak: false,
        now,
        serverVersion: NEWEST_VERSION,
      })
      const file = join(folder, `${fileName(name)}.jwt`)
      await checkTarget(file, directory)
      await makeDirectory(folder, MODE.secretDirectory)
      await replaceFile(file, `${token}\n`, MODE.secret, hands.tag())
      const expiresAt = momentOf(claims.exp === undefined ? undefined : BigInt(claims.exp))
      await record(directory, [mintedLine(token, { name, claims, key: fingerprint(key), expiresAt }, now)])
      result.files.push({ name, file, expiresAt })
    } catch (error) {
      if (!(error instanceof QdrantAuthError) || error.code !== 'bad-value') throw error
      result.left.push({ name, reason: error.message })
    }
  }
  return result
}

/** As long from now on as the old one was from its minting on. */
function lifetimeFrom(entry: RegistryEntry, now: Date): { exp?: number } {
  const lifetime = lifetimeOf(entry)
  return lifetime === undefined ? {} : { exp: Math.floor(now.getTime() / 1000) + lifetime }
}

/**
 * A name may hold anything; a file's name here holds what is harmless everywhere. Two long names that begin alike are still
 * two files.
 */
function fileName(name: string): string {
  const plain = encodeURIComponent(name.toWellFormed()).replaceAll('*', '%2A').replace(/^\./, '%2E')
  if (plain.length <= LONGEST_NAME) return plain
  return `${plain.slice(0, LONGEST_NAME - 65)}-${sha256(name)}`
}

/** File systems take 255 bytes, of which a temp name needs some. */
const LONGEST_NAME = 200
