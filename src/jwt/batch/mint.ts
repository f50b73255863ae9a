import { QdrantAuthError } from '../../errors.ts'
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
  const times = new Map<string, string>()
  const accepted = new Set<string>()
  return (row) => {
    if ('fault' in row) return row
    try {
      const role = roleFrom(row.value)
      if (role.access === 'manage')
        throw new QdrantAuthError('bad-value', 'access: manage tokens are minted one by one')
      const claims = claimsOf(role, now)
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

function shapeOf({ access, value_exists }: TokenClaims): string {
  const levels =
    typeof access === 'string' ? access : [...new Set(access.map((entry) => entry.access))].sort().join(' ')
  return `${levels} ${value_exists !== undefined}`
}

/** Rows of one run share few expiries, and writing a date is slow. */
function timeOf(exp: number | undefined, times: Map<string, string>): string | null {
  if (exp === undefined) return null
  const known = times.get(String(exp))
  if (known !== undefined) return known
  const text = new Date(exp * 1000).toISOString().replace('.000Z', 'Z')
  if (times.size < 10_000) times.set(String(exp), text)
  return text
}
