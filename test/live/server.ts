import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'

/** A real Qdrant to test against; without it the tests of this folder are skipped, by name. */
export const QDRANT_BIN = process.env.QDRANT_BIN

export interface Server {
  http: number
  grpc: number
  p2p: number
  log(): string
}

/** Starts the server in `directory` on free ports of 127.0.0.1, with more variables, and ends it after the test. */
export async function startServer(
  directory: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<Server> {
  const [http, grpc, p2p] = [await freePort(), await freePort(), await freePort()]
  const { QDRANT__SERVICE__GRPC_PORT: grpcPort = String(grpc), ...others } = env
  const uri = env.QDRANT__CLUSTER__ENABLED === 'true' ? ['--uri', `http://127.0.0.1:${p2p}`] : []
  const child = spawn(QDRANT_BIN ?? '', [...uri, ...args], {
    cwd: directory,
    env: {
      QDRANT__SERVICE__HOST: '127.0.0.1',
      QDRANT__SERVICE__HTTP_PORT: String(http),
      QDRANT__CLUSTER__P2P__PORT: String(p2p),
      QDRANT__TELEMETRY_DISABLED: 'true',
      ...(grpcPort === 'leave' ? {} : { QDRANT__SERVICE__GRPC_PORT: grpcPort }),
      ...others,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += chunk))
  onTestFinished(() => stop(child))
  const isListening = () =>
    /Qdrant HTTP listening on/.test(log) && /Qdrant gRPC listening on|gRPC endpoint disabled/.test(log)
  for (let waited = 0; !isListening() && child.exitCode === null && waited < 300; waited++) {
    await new Promise((done) => setTimeout(done, 100))
  }
  if (!isListening()) throw new Error(`the server did not start:\n${log}`)
  return { http, grpc, p2p, log: () => log }
}

export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
