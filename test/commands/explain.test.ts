import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../support/io.ts'

const cwd = mkdtempSync(join(tmpdir(), 'explain-'))

const EXPIRED = `The token expired more than 30 seconds ago (403)
[server/expired]

1. exp has passed, and the server gives 30 seconds. There is no refresh: a new
   token is needed.
   Tell: inspect shows exp
   $ qdrant-auth jwt inspect token.jwt

2. The clock of the server is ahead, or the clock where the token was made was
   behind.
   Tell: the Date header of the server differs from your clock
   $ curl -sI URL/ | grep -i ^date; date -u

3. Old tokens are still handed out: a cache, an environment variable, a secret
   that was not rolled out.
   Tell: the registry says when each token ends
   $ qdrant-auth jwt list
`

test('a text, as words of the command line', async () => {
  expect(await run(['explain', 'HTTP', '403', 'ExpiredSignature'], { cwd })).toEqual({
    code: 0,
    stdout: EXPIRED,
    stderr: '',
  })
})

test('the same from stdin, with - and without', async () => {
  const stdin = 'INFO a\n\x1b[31mERROR\x1b[0m 403: Expired\nSignature\n'
  expect(await run(['explain', '-'], { cwd, stdin })).toMatchObject({ code: 0, stdout: EXPIRED })
  expect(await run(['explain'], { cwd, stdin })).toMatchObject({ code: 0, stdout: EXPIRED })
})

test('--json', async () => {
  const { code, stdout } = await run(['explain', 'TLS signing error', '--json'], { cwd })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 1,
    command: 'explain',
    ok: true,
    input: 'text',
    matches: [
      {
        id: 'tls-files/signing',
        title: 'The server cannot sign with this key',
        causes: [
          {
            cause:
              'A kind or size of key that rustls does not take, such as RSA of 1024, 2056 or 8192 bits, or P-521.',
            tell: 'certs check names the kind and the ports that take it',
            check: 'qdrant-auth certs check tls/',
          },
        ],
      },
    ],
  })
})

test('a rule, and one without its area', async () => {
  const page = `The token never expires
[jwt/never-expires]

   Without exp it works until the key it was signed with is replaced, for
   whoever finds it.
   Tell: the finding names the place, and its hint the way out
   $ qdrant-auth jwt inspect TOKEN-FILE --key-file api-key.txt
`
  expect(await run(['explain', 'jwt/never-expires'], { cwd })).toEqual({ code: 0, stdout: page, stderr: '' })
  expect(await run(['explain', 'never-expires'], { cwd })).toMatchObject({ code: 0, stdout: page })
})

test('what is not known is said, with exit code 1, and nothing of it is repeated', async () => {
  expect(await run(['explain', 'lorem ipsum \x1b]0;title\x07'], { cwd })).toEqual({
    code: 1,
    stdout: 'no: this text is not known here\nGive the line with the error itself, or its status code.\n',
    stderr: '',
  })
})

test('what is near is offered', async () => {
  expect(await run(['explain', 'config/mangeld-key'], { cwd })).toEqual({
    code: 1,
    stdout: `no: this text is not known here
Near it, with qdrant-auth explain ID:
  config/mangled-key: A key is written without quotes and the server reads
    another text.
`,
    stderr: '',
  })
  const { stdout } = await run(['explain', 'config/mangeld-key', '--json'], { cwd })
  expect(JSON.parse(stdout)).toMatchObject({
    ok: true,
    input: 'text',
    matches: [],
    near: [{ id: 'config/mangled-key' }],
  })
})

test('an id that was offered can be asked for', async () => {
  expect(await run(['explain', 'server/expired'], { cwd })).toMatchObject({ code: 0, stdout: EXPIRED })
})

test('nothing to explain is a usage error', async () => {
  expect(await run(['explain'], { cwd, tty: true, env: { NO_COLOR: '1' } })).toEqual({
    code: 2,
    stdout: '',
    stderr: `error: say what is to be explained
hint: qdrant-auth explain "Invalid API key or JWT"
hint: or give it on stdin: qdrant-auth explain - < error.log
`,
  })
  expect(await run(['explain', '-'], { cwd, stdin: ' \n' })).toMatchObject({
    code: 2,
    stderr: 'error: there is nothing on stdin\n',
  })
})

test('the name of a file, and a token in the text, are remarked', async () => {
  writeFileSync(join(cwd, 'error.log'), 'InvalidSignature')
  expect((await run(['explain', 'error.log'], { cwd })).stderr).toBe(
    'note: there is a file of that name, and its name was looked up\nhint: to have it read: qdrant-auth explain - < FILE\n',
  )
  expect((await run(['explain', 'eyJhbGciOiJIUzI1NiJ9.eyJ9.x: InvalidSignature'], { cwd })).stderr).toBe(
    'note: the text has a token in it, which is in your shell history now\nhint: give it on stdin instead\n',
  )
})

test('a narrow and a wide terminal', async () => {
  for (const columns of [40, 80, 100]) {
    const { stdout } = await run(['explain', '403'], { cwd, columns })
    for (const line of stdout.split('\n').filter((one) => !one.startsWith('   $ ')))
      expect(line.length).toBeLessThanOrEqual(columns)
  }
})
