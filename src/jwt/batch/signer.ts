import { createHmac, createSecretKey } from 'node:crypto'
import { HEADER, requireSigningKey } from '../mint.ts'

const ENCODED_HEADER = Buffer.from(JSON.stringify(HEADER)).toString('base64url')

/**
 * Signs claims as `mintToken` does, byte for byte, without jose's hop to a thread for each token: for batches, where that hop
 * is nearly all of the time. A property test holds the two together.
 */
export function bulkSigner(key: string, allowWeak: boolean): (claims: object) => string {
  requireSigningKey(key, allowWeak)
  const secret = createSecretKey(Buffer.from(key, 'utf8'))
  return (claims) => {
    const signed = `${ENCODED_HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
    return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
  }
}
