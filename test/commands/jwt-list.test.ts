import { expect, test } from 'vitest'
import { KEY, signed } from '../qdrant/token/signed.ts'
import { temporaryDirectory } from '../support/directory.ts'
import { run } from '../support/io.ts'

const env = { KEY }

async function listAfter(stdin: string, ...argv: string[]) {
  const cwd = temporaryDirectory()
  const { code, stdout } = await run(['jwt', ...argv, '--key-env', 'KEY'], { cwd, env, stdin })
  const list = await run(['jwt', 'list'], { cwd, env })
  return { code, stdout, list: list.stdout }
}

// Such a token was recorded as it was, and ended `jwt list` with an internal error.
test('a renewed token says what the old one left out', async () => {
  expect(await listAfter(signed('{"subject":"ci"}'), 'renew', '-')).toEqual({
    code: 0,
    stdout: `${signed('{"subject":"ci","access":"m"}')}\n`,
    list: 'NAME  ACCESS  KEY          EXPIRES\nci    manage  fp:f7b0d393  never\n',
  })
})

test('the entries of a renewed token have names for their fields', async () => {
  const old = signed('{"access":[["docs","prw"]],"subject":"ci"}')
  expect(await listAfter(old, 'renew', '-')).toEqual({
    code: 0,
    stdout: `${signed('{"access":[{"collection":"docs","access":"prw"}],"subject":"ci"}')}\n`,
    list: 'NAME  ACCESS    KEY          EXPIRES\nci    docs=prw  fp:f7b0d393  never\n',
  })
})

test('names of a list of roles cannot act on a terminal', async () => {
  const role = '{"name":"a\\u001b[31m","collections":{"\\u202ex":"read"},"expires":"never"}\n'
  expect((await listAfter(role, 'mint', '--from', '-')).list).toBe(
    'NAME         ACCESS     KEY          EXPIRES\na\\u001b[31m  \\u202ex=r  fp:f7b0d393  never\n',
  )
})

test('at most three collections are in the table', async () => {
  const role = '{"name":"ci","collections":{"a":"read","b":"read","c":"read","d":"read","e":"read"}}\n'
  expect((await listAfter(role, 'mint', '--from', '-')).list).toBe(
    'NAME  ACCESS          KEY          EXPIRES\nci    a=r,b=r,c=r,+2  fp:f7b0d393  2026-12-23 (in 30 days)\n',
  )
})
