import { QdrantAuthError } from '../../errors.ts'
import { DEFAULT_EXPIRY, expiryText, parseExpiry } from '../expiry.ts'
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
  const accepted = new Set<string>()
  const momentOf = remembered(now)
  return (row) => {
    if ('fault' in row) return row
    try {
      const role = roleFrom(row.value)
      if (role.access === 'manage')
        return { line: row.line, fault: 'access: manage tokens are minted one by one' }
      const { exp, expiresAt } = momentOf(role.expires ?? DEFAULT_EXPIRY)
      const claims = claimsOf(role, now, () => exp)
      const token = sign(claims)
      // Claims of one shape are accepted or refused alike; reading every token back would double the work.
      const shape = shapeOf(claims)
      if (!accepted.has(shape)) requireAccepted(token, key, now, serverVersion)
      accepted.add(shape)
      return { line: row.line, name: role.name ?? null, token, claims, expiresAt }
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

interface Moment {
  exp: number | undefined
  expiresAt: string | null
}

/** Rows with an expiry of their own must not fill the memory. */
const MOST_REMEMBERED = 10_000

/** Reads each text of an expiry once: rows of one run share few, and writing a date is slow. */
function remembered(now: Date): (text: string) => Moment {
  const known = new Map<string, Moment>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const exp = parseExpiry(text, now)
    const moment = { exp, expiresAt: expiryText(exp) }
    if (known.size < MOST_REMEMBERED) known.set(text, moment)
    return moment
  }
}
