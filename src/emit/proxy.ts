import { isIPv6 } from '../qdrant/tls/address.ts'
import type { Deployment } from './deployment.ts'
import { plain } from './escape/plain.ts'
import type { Escaped } from './escaped.ts'
import { callerFiles, type EmitOptions, type Reference } from './target.ts'

/** What a proxy needs: a certificate for its clients, and what it checks and shows Qdrant by. */
export const proxyFiles = (deployment: Deployment, { own }: EmitOptions): Reference[] => {
  const hint = 'give --cert and --key of the proxy: Qdrant has none that it could use'
  return [
    { what: 'a certificate for the proxy', path: own?.certificate, hint },
    { what: 'the key of the proxy', path: own?.key, hint },
    ...callerFiles(deployment),
  ]
}

export const hostPort = (host: string, port: number): Escaped =>
  plain(isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`)

/** How far above the rate a caller may be for a moment. */
export const burstOf = (rate: number): number => rate * 2
