import type { Context } from '../cli/context.ts'
import { QdrantAuthError } from '../errors.ts'
import type { TrustFiles } from '../server/trust.ts'

/** Flags for what a connection is made with. */
export interface TrustFlags {
  ca?: string
  clientCert?: string
  clientKey?: string
}

/** The files that they name, absolute. */
export function trustFilesFrom({ ca, clientCert, clientKey }: TrustFlags, context: Context): TrustFiles {
  if ((clientCert === undefined) !== (clientKey === undefined))
    throw new QdrantAuthError('usage', '--client-cert and --client-key belong together')
  return {
    authority: ca === undefined ? undefined : context.path(ca),
    identity:
      clientCert === undefined || clientKey === undefined
        ? undefined
        : { certificate: context.path(clientCert), key: context.path(clientKey) },
  }
}
