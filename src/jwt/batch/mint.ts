import { QdrantAuthError } from '../../errors.ts'
import { expiryText, parseExpiry } from '../expiry.ts'
import { requireAccepted } from '../mint.ts'
import { claimsOf, roleFrom, type TokenClaims } from '../role.ts'
import type { Row } from './rows.ts'
import { bulkSigner } from './signer.ts'

export interface BatchOptions {
  key: string
  allowWeak: boolean
  now: Date
  serverVersion: string
}

/** One line of the output, in the order of the rows. */
export type Minted =
  | { line: number; name: string | null; token: string; claims: TokenClaims; expiresAt: string | null }
  | { line: number; fault: string }

/** Signs rows one after the other. A bad row gives a fault with its line and stops nothing. */
export function batchMinter(options: BatchOptions): (row: Row) => Minted {
  const { key, now, serverVersion } = options
  const sign = bulkSigner(key, options.allowWeak)
  const times = new Map<number | undefined, string | null>()
  const accepted = new Set<string>()
  const expiryOf = remembered()
  return (row) => {
    if ('fault' in row) return row
    try {
      const role = roleFrom(row.value)
      if (role.access === 'manage')
        throw new QdrantAuthError('bad-value', 'access: manage tokens are minted one by one')
      const claims = claimsOf(role, now, expiryOf)
      const token = sign(claims)
      // Claims of one shape are accepted or refused alike; reading every token back would double the work.
      const shape = shapeOf(claims)
      if (!accepted.has(shape)) requireAccepted(token, key, now, serverVersion)
      accepted.add(shape)
      return { line: row.line, name: role.name ?? null, token, claims, expiresAt: timeOf(claims.exp, times) }
    } catch (error) {
      if (error instanceof QdrantAuthError) return { line: row.line, fault: error.message }
      throw error
    }
  }
}

/** Which levels and claims it uses, as the letters of a small set. */
function shapeOf({ access, value_exists }: TokenClaims): string {
  let shape = value_exists === undefined ? '' : 'guard'
  if (typeof access === 'string') return shape + access
  for (const { access: level } of access) if (!shape.includes(`<${level}>`)) shape += `<${level}>`
  return shape
}

/** Reads each text of an expiry once. */
function remembered(): typeof parseExpiry {
  const known = new Map<string, number | undefined>()
  return (text, now) => {
    if (known.has(text)) return known.get(text)
    const expiry = parseExpiry(text, now)
    if (known.size < MOST_REMEMBERED) known.set(text, expiry)
    return expiry
  }
}

/** Rows with an expiry of their own must not fill the memory. */
const MOST_REMEMBERED = 10_000

/** Rows of one run share few expiries, and writing a date is slow. */
function timeOf(exp: number | undefined, times: Map<number | undefined, string | null>): string | null {
  const known = times.get(exp)
  if (known !== undefined) return known
  const text = expiryText(exp)
  if (times.size < MOST_REMEMBERED) times.set(exp, text)
  return text
}
