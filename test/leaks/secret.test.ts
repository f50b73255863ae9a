import { expect, test } from 'vitest'
import { leakIn, secretOf } from './secret.ts'

const SECRET = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'
const secrets = [secretOf('key', SECRET)]

test.each([
  ['as it is', `api_key: ${SECRET}`],
  ['a part of it', 'cannot read "2pLr7VbN5kYd9F"'],
  ['in hex', Buffer.from(SECRET).toString('hex')],
  ['in base64 of more', Buffer.from(`user:${SECRET}`).toString('base64')],
  ['in base64url of more', Buffer.from(`{"k":"${SECRET}"}`).toString('base64url')],
])('a secret is seen %s', (_form, text) => {
  expect(leakIn(text, secrets)).toMatch(/^key/)
})

test('what is no secret is none', () => {
  expect(leakIn('api_key fp:17ef971d', secrets)).toBeUndefined()
})
