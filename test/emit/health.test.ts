import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { expect, test } from 'vitest'
import { healthCheck } from '../../src/emit/health.ts'
import { freePort } from '../live/server.ts'
import { has } from '../support/programs.ts'
import { listen } from './upstream.ts'

/** Exit code of the check, run as the container would. */
async function check(port: number, tls: boolean): Promise<number | null> {
  const [, program = '', ...args] = healthCheck(port, tls)
  const child = spawn(program, args, { stdio: 'ignore', timeout: 5000 })
  await once(child, 'exit')
  return child.exitCode
}

const answering = (status: number) =>
  listen(
    createServer((request, response) =>
      response.writeHead(request.url === '/readyz' ? status : 404).end('200 OK'),
    ),
  )

test.skipIf(!has('bash'))('with bash: ready, not ready, and not there, without TLS', async () => {
  expect(await check(await answering(200), false)).toBe(0)
  expect(await check(await answering(503), false)).not.toBe(0)
  expect(await check(await freePort(), false)).not.toBe(0)
})

test.skipIf(!has('bash'))('with bash: open and closed, behind TLS', async () => {
  expect(await check(await listen(createTcpServer()), true)).toBe(0)
  expect(await check(await freePort(), true)).not.toBe(0)
})
