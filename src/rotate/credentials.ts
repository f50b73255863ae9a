import { bulkSigner } from '../jwt/batch/signer.ts'
import { generateKey } from '../keys/generate.ts'
import type { Hands } from './hands.ts'
import type { Kind } from './plan.ts'
import { ALTERNATE, API, READ_ONLY, type SecretName, type Secrets, type Settings } from './settings.ts'

/** Something a node is asked with, to see whether it lets it in. */
export interface Credential {
  /** `old key`, `token of new key`, `no key`. */
  name: string
  /** Undefined sends none. */
  value: string | undefined
  /** The secret it is or was signed with; undefined for what nobody is to let in. */
  secret: SecretName | undefined
  /** A token that is over: how it is refused tells which of two keys is `api_key`. */
  expired?: true
}

/** Long enough for a round of questions, too short to be of use to anybody else. */
const TOKEN_SECONDS = 300

/** Well past the server's leeway of 30 seconds. */
const EXPIRED_SECONDS = 3600

/** Everything a node is asked with: both keys, tokens of each where it takes tokens, a wrong key and none. */
export function credentialsOf(
  { kind, jwt }: { kind: Kind; jwt: boolean },
  secrets: Secrets,
  hands: Hands,
): Credential[] {
  const credentials: Credential[] = []
  for (const [secret, value] of Object.entries(secrets) as [SecretName, string][]) {
    credentials.push({ name: `${secret} key`, value, secret })
    // A read-only key signs nothing.
    if (!jwt || kind === 'read-only') continue
    credentials.push(
      { name: `token of ${secret} key`, value: readToken(value, TOKEN_SECONDS, hands), secret },
      {
        name: `expired token of ${secret} key`,
        value: readToken(value, -EXPIRED_SECONDS, hands),
        secret,
        expired: true,
      },
    )
  }
  return [
    ...credentials,
    { name: 'a wrong key', value: generateKey(hands.random), secret: undefined },
    { name: 'no key', value: undefined, secret: undefined },
  ]
}

/** A token that may read everything. The key is what it is; a weak one is to be replaced all the more. */
function readToken(key: string, seconds: number, { now }: Pick<Hands, 'now'>): string {
  const exp = Math.floor(now().getTime() / 1000) + seconds
  return bulkSigner(key, true)({ exp, access: 'r' })
}

/**
 * How a token that is over is refused: with two keys set, only the one that is `api_key` sees that it signed it
 * (rotation.json). Undefined where a node asks for no credential.
 */
export function refusalOf(settings: Settings, { secret }: Credential): string | undefined {
  const key = settings[API]
  if (key === null) return undefined
  return secret === (key ?? 'old') ? 'ExpiredSignature' : 'InvalidSignature'
}

/** Whether a node with these settings lets a credential in. */
export function letsIn(settings: Settings, { secret, expired }: Credential): boolean {
  if (settings[API] === null) return true
  if (secret === undefined || expired) return false
  const keys = [settings[API], settings[ALTERNATE], settings[READ_ONLY]].filter((key) => key !== undefined)
  // Settings that name no key leave the one there is.
  return keys.length === 0 ? secret === 'old' : keys.includes(secret)
}
