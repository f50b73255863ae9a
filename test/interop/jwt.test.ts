import { execFileSync, spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { bulkSigner } from '../../src/jwt/batch/signer.ts'
import { mintToken } from '../../src/jwt/mint.ts'
import { claimsOf } from '../../src/jwt/role.ts'
import { HAS_OPENSSL, has } from '../support/programs.ts'

const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const NOW = new Date()
const ROLE = {
  collections: { docs: 'read-write', ünï: 'points' },
  subject: 'ci',
  valueExists: { collection: 'g', matches: [{ key: 'n', value: 7 }] },
}

const token = () =>
  mintToken({ claims: claimsOf(ROLE, NOW), key: KEY, allowWeak: false, now: NOW, serverVersion: '1.19.0' })

test.skipIf(!HAS_OPENSSL)('openssl computes the same signature', async () => {
  for (const signed of [await token(), bulkSigner(KEY, false)(claimsOf(ROLE, NOW))]) {
    const at = signed.lastIndexOf('.')
    const mac = execFileSync('openssl', ['dgst', '-sha256', '-hmac', KEY, '-binary'], {
      input: signed.slice(0, at),
    })
    expect(signed.slice(at + 1)).toBe(mac.toString('base64url'))
  }
})

const HAS_PYJWT = has('python3', '-c', 'import jwt')

test.skipIf(!HAS_PYJWT)('PyJWT verifies it and reads the same claims', async () => {
  const program =
    'import jwt,json,sys; t,k=sys.stdin.read().split("\\n"); print(json.dumps(jwt.decode(t, k, algorithms=["HS256"])))'
  const { stdout, stderr, status } = spawnSync('python3', ['-c', program], {
    input: `${await token()}\n${KEY}`,
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(JSON.parse(stdout)).toEqual(claimsOf(ROLE, NOW))
})
