import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecure } from 'node:https'
import type { AddressInfo } from 'node:net'
import { Server, ServerCredentials, status } from '@grpc/grpc-js'
import { onTestFinished } from 'vitest'

export interface Character {
  /** What each key opens; undefined asks nobody for one. */
  keys?: Record<string, 'full' | 'read'>
  jwt?: boolean
  /** What a token is answered instead of InvalidSignature. */
  tokenAnswer?: string
  version?: string
  cors?: boolean
  dashboard?: boolean
  /** PEM. */
  tls?: { cert: string; key: string }
  /** PEM: REST demands a certificate of this CA, and gRPC does not, as in the server. */
  clientAuthority?: string
  /** Answers before anything else where it gives true. */
  instead?(request: IncomingMessage, response: ServerResponse): boolean
}

export interface StandIn {
  rest: number
  grpc: number
  /** Every REST call with the key it carried. */
  seen: string[]
  collections: Set<string>
}

/** The texts are those of the recordings: access.json, tokens.json, config.json. */
const NO_KEY = 'Must provide an API key or an Authorization bearer token'
const WRONG_KEY = 'Invalid API key or JWT'
const READ_ONLY = 'Forbidden: Global manage access is required'
const missing = (name: string) => `Not found: Collection \`${name}\` doesn't exist!`

/** Undefined lets the call in. */
function refusal(
  { keys, jwt, tokenAnswer = 'InvalidSignature' }: Character,
  key: string | undefined,
): [number, string] | undefined {
  if (keys === undefined) return undefined
  if (key === undefined) return [401, NO_KEY]
  if (keys[key] !== undefined) return undefined
  return jwt === true && key.split('.').length === 3 ? [403, tokenAnswer] : [401, WRONG_KEY]
}

/** A Qdrant of the tests: it answers REST and gRPC as the recorded one did. */
export async function standIn(character: Character = {}): Promise<StandIn> {
  const seen: string[] = []
  const collections = new Set<string>()
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '' } = request
    const key = request.headers['api-key'] as string | undefined
    seen.push(`${method} ${url.replace(/qdrant-auth-doctor-\w+/g, 'SCRATCH')} ${key ?? '-'}`)
    if (character.instead?.(request, response) === true) return
    if (character.cors === true && request.headers.origin !== undefined)
      response.setHeader('access-control-allow-origin', request.headers.origin)
    const [code, body] = restAnswer(character, collections, method, url, key)
    response.writeHead(code).end(typeof body === 'string' ? body : JSON.stringify(body))
  }
  const { tls, clientAuthority: ca } = character
  const demand = ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: true }
  const server = tls === undefined ? createServer(answer) : createSecure({ ...tls, ...demand }, answer)
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    rest: (server.address() as AddressInfo).port,
    grpc: await grpcStandIn(character),
    seen,
    collections,
  }
}

function restAnswer(
  character: Character,
  collections: Set<string>,
  method: string,
  url: string,
  key: string | undefined,
): [number, unknown] {
  const { version = '1.19.0', dashboard = false } = character
  if (url === '/') return [200, { title: 'qdrant - vector search engine', version, commit: '74f3e85b' }]
  if (url === '/dashboard' && dashboard) return [200, '<!doctype html>']
  const refused = refusal(character, key)
  if (refused !== undefined) return refused
  const error = (code: number, text: string): [number, unknown] => [
    code,
    { status: { error: text }, time: 0.0001 },
  ]
  const readOnly = character.keys?.[key ?? ''] === 'read'
  const name = /^\/collections\/([^/?]+)/.exec(url)?.[1] ?? ''
  const reads = method === 'GET' || url.includes('/scroll')
  if (readOnly && !reads) return error(403, READ_ONLY)
  if (url === '/collections') return [200, { result: { collections: [] }, status: 'ok', time: 0.0001 }]
  if (method === 'PUT' && url === `/collections/${name}`) collections.add(name)
  else if (!collections.has(name)) return error(404, missing(name))
  if (method === 'DELETE') collections.delete(name)
  return [200, { result: true, status: 'ok', time: 0.0001 }]
}

type Call = { metadata: { get(name: string): unknown[] } }
type Done = (error: object | null, answer?: Buffer) => void

async function grpcStandIn(character: Character): Promise<number> {
  const same = (bytes: Uint8Array) => Buffer.from(bytes)
  const codec = {
    requestStream: false,
    responseStream: false,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  } as const
  const guarded = (isWrite: boolean) => (call: Call, done: Done) => {
    const [key] = call.metadata.get('api-key') as string[]
    const refused = refusal(character, key)
    const code = refused?.[0] === 403 ? status.PERMISSION_DENIED : status.UNAUTHENTICATED
    if (refused !== undefined) done({ code, details: refused[1] })
    else if (!isWrite) done(null, Buffer.alloc(0))
    else if (character.keys?.[key ?? ''] === 'read')
      done({ code: status.PERMISSION_DENIED, details: READ_ONLY })
    else done({ code: status.NOT_FOUND, details: missing('x') })
  }
  const server = new Server()
  server.addService({ list: { path: '/qdrant.Collections/List', ...codec } }, { list: guarded(false) })
  server.addService({ delete: { path: '/qdrant.Snapshots/Delete', ...codec } }, { delete: guarded(true) })
  const { tls } = character
  const credentials =
    tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [
          { cert_chain: Buffer.from(tls.cert), private_key: Buffer.from(tls.key) },
        ])
  const port = await new Promise<number>((done, failed) =>
    server.bindAsync('127.0.0.1:0', credentials, (error, bound) =>
      error === null ? done(bound) : failed(error),
    ),
  )
  onTestFinished(() => server.forceShutdown())
  return port
}
