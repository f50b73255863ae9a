import { hash } from 'node:crypto'
import { HEADER, requireSigningKey } from '../mint.ts'

const ENCODED_HEADER = Buffer.from(JSON.stringify(HEADER)).toString('base64url')

/** SHA-256 works on blocks of 64 bytes and gives 32 (RFC 6234). */
const BLOCK = 64
const DIGEST = 32

/**
 * Signs claims as `mintToken` does, byte for byte, without jose's hop to a thread for each token: for batches, where that hop
 * is nearly all of the time. HMAC is written out (RFC 2104) over one-shot hashes, and all tokens share two buffers: an Hmac
 * object and a buffer each would be garbage outside the heap, which piles up. A property test holds the result to jose's.
 */
export function bulkSigner(key: string, allowWeak: boolean): (claims: object) => string {
  requireSigningKey(key, allowWeak)
  const secret = paddedSecret(key)
  const outer = Buffer.concat([secret.map((byte) => byte ^ 0x5c), Buffer.alloc(DIGEST)])
  const inner = secret.map((byte) => byte ^ 0x36)
  let scratch = Buffer.alloc(4096)
  return (claims) => {
    const json = JSON.stringify(claims)
    // UTF-8 takes at most three bytes for a UTF-16 unit, base64 four characters for three bytes.
    const room = BLOCK + ENCODED_HEADER.length + 5 * json.length
    if (room > scratch.length) scratch = Buffer.alloc(2 * room)
    const signed = `${ENCODED_HEADER}.${scratch.toString('base64url', 0, scratch.write(json, 'utf8'))}`
    scratch.set(inner)
    const end = BLOCK + scratch.write(signed, BLOCK, 'latin1')
    outer.write(hash('sha256', scratch.subarray(0, end), 'binary'), BLOCK, 'latin1')
    return `${signed}.${hash('sha256', outer, 'base64url')}`
  }
}

/** RFC 2104 section 2: a key longer than a block is hashed, a shorter one padded with zeros. */
function paddedSecret(key: string): Buffer {
  const bytes = Buffer.from(key, 'utf8')
  const secret = Buffer.alloc(BLOCK)
  secret.set(bytes.length > BLOCK ? hash('sha256', bytes, 'buffer') : bytes)
  return secret
}
