// The pipeline of `jwt mint --from` with another signer: NDJSON rows from a file to NDJSON on stdout.
// usage: node peer-batch.js jose|fast-jwt|jsonwebtoken FILE
import { createSecretKey, webcrypto } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

const [name, file] = process.argv.slice(2)
const key = process.env.BENCH_KEY
const secret = createSecretKey(Buffer.from(key))

/** Each signer at its best: keys imported once, and for jose as many signatures at once as help it. */
const signers = {
  jose: async () => {
    const { SignJWT } = await import('jose/jwt/sign')
    const imported = await webcrypto.subtle.importKey(
      'raw',
      Buffer.from(key),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    return (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(imported)
  },
  'fast-jwt': async () => {
    const { createSigner } = await import('fast-jwt')
    return createSigner({ key, algorithm: 'HS256', noTimestamp: true })
  },
  jsonwebtoken: async () => {
    const { default: jwt } = await import('jsonwebtoken')
    return (claims) => jwt.sign(claims, secret, { algorithm: 'HS256', noTimestamp: true })
  },
}

const IN_FLIGHT = 256
const sign = await signers[name]()
const exp = Math.floor(Date.now() / 1000) + 30 * 86_400
const expiresAt = new Date(exp * 1000).toISOString()

let rows = []
async function flush() {
  const tokens = await Promise.all(
    rows.map(({ subject, collections }) => {
      const access = Object.entries(collections).map(([collection]) => ({ collection, access: 'r' }))
      return sign({ exp, access, subject })
    }),
  )
  const text = tokens
    .map((token, index) => `${JSON.stringify({ name: rows[index].name, token, expiresAt })}\n`)
    .join('')
  rows = []
  if (!process.stdout.write(text)) await new Promise((done) => process.stdout.once('drain', done))
}

for await (const line of createInterface({ input: createReadStream(file, { highWaterMark: 1 << 18 }) })) {
  rows.push(JSON.parse(line))
  if (rows.length === IN_FLIGHT) await flush()
}
await flush()
