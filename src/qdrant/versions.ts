import { QdrantAuthError } from '../errors.ts'

/** The newest server whose behaviour was recorded; what is assumed unless told otherwise. */
export const NEWEST_VERSION = '1.19.0'

/** First release that behaves so. A server that is older ignores or refuses what the feature is about. */
const SINCE = {
  /** Access `prw`, the claim `sub`. */
  pointsAccess: '1.12.6',
  /** /telemetry is cut to what a token may see; before, a token for collections got none. */
  filteredTelemetry: '1.12.6',
  /** gRPC health calls without a credential. */
  openGrpcHealth: '1.15.1',
  /** A token with a `payload` constraint is refused, and header fields that are not registered must be strings. */
  payloadRefused: '1.16.0',
  typedHeader: '1.16.0',
  /** service.alt_api_key, the claim `subject`; `exp: null` is refused. */
  altApiKey: '1.17.0',
  subjectClaim: '1.17.0',
  nullExpiryRefused: '1.17.0',
  enforceInternalAuth: '1.18.0',
  /** An empty key counts as unset; before it was a key that an empty header matched. */
  emptyKeyIsUnset: '1.19.0',
} as const

export type Feature = keyof typeof SINCE

/** Whether a server of this version (`1.17.1`) has the feature. */
export const has = (version: string, feature: Feature): boolean =>
  compareVersions(version, SINCE[feature]) >= 0

export const sinceVersion = (feature: Feature): string => SINCE[feature]

/** Negative, zero or positive, as for `sort`. Both are `major.minor.patch`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbers(a), numbers(b)]
  for (const index of [0, 1, 2]) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const numbers = (version: string): number[] => version.split('.').map(Number)

/** `1.17`, `v1.17.1` → `1.17.1`. A newer version than the newest known one counts as that one (design contract 3.6). */
export function parseVersion(text: string): { version: string; unknown: boolean } {
  const match = /^v?(\d{1,4})\.(\d{1,4})(?:\.(\d{1,4}))?$/.exec(text)
  if (match === null) {
    throw new QdrantAuthError('bad-value', `${JSON.stringify(text)} is no server version`, {
      hints: ['write it as 1.17.1'],
    })
  }
  const [, major, minor, patch = '0'] = match
  const version = `${Number(major)}.${Number(minor)}.${Number(patch)}`
  if (compareVersions(version, '1.9.0') < 0) {
    throw new QdrantAuthError(
      'bad-value',
      `server version ${version} is too old: 1.9.0 is the first with tokens`,
    )
  }
  return compareVersions(version, NEWEST_VERSION) > 0
    ? { version: NEWEST_VERSION, unknown: true }
    : { version, unknown: false }
}
