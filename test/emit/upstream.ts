import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:http'
import { connect, createServer as createHttp2Server, createSecureServer } from 'node:http2'
import { createServer as createHttpsServer } from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'

/** What a caller sent. */
export interface Seen {
  path: string
  headers: IncomingHttpHeaders
  /** Common name of the certificate the caller showed. */
  certificate: string | undefined
}

export interface Upstream {
  rest: number
  grpc: number
  seen: Seen[]
}

/** In the place of Qdrant: REST and gRPC with the certificates of `server`, each answering everything and keeping what it saw. */
export async function startUpstream(server: string, tls: boolean, mtls: boolean): Promise<Upstream> {
  const seen: Seen[] = []
  const read = (name: string) => readFileSync(join(server, 'tls', name))
  const pair = tls ? { cert: read('cert.pem'), key: read('key.pem') } : {}
  const demand = mtls ? { ca: read('cacert.pem'), requestCert: true, rejectUnauthorized: true } : {}
  const keep = (path: string | undefined, headers: IncomingHttpHeaders, socket: unknown) => {
    const subject = (socket as TLSSocket | undefined)?.getPeerCertificate?.().subject
    const certificate = Array.isArray(subject?.CN) ? subject.CN[0] : subject?.CN
    seen.push({ path: path ?? '', headers, certificate })
  }
  const rest = (tls ? createHttpsServer({ ...pair, ...demand }) : createServer()).on(
    'request',
    (request, response) => {
      keep(request.url, request.headers, request.socket)
      response.end('{"result":"rest"}')
    },
  )
  const grpc = tls ? createSecureServer(pair) : createHttp2Server()
  grpc.on('stream', (stream, headers) => {
    keep(headers[':path'], headers as IncomingHttpHeaders, undefined)
    stream.on('error', () => {})
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
    stream.end(Buffer.from([0, 0, 0, 0, 0]))
  })
  return { rest: await listen(rest), grpc: await listen(grpc as unknown as Server), seen }
}

/** Port of 127.0.0.1 that it listens on until the test ends. */
export async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** `gRPC 0` where the answer has a status of gRPC, else `HTTP 404`; the call is an empty one. */
export const callGrpc = (
  port: number,
  ca: Buffer,
  host: string,
  path: string,
  headers: Record<string, string>,
) =>
  new Promise<string>((done, failed) => {
    const session = connect(`https://127.0.0.1:${port}`, { ca, servername: host }).on('error', failed)
    const stream = session.request({
      ':method': 'POST',
      ':path': path,
      ':authority': host,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...headers,
    })
    let status = ''
    const take = (answer: Record<string, unknown>) => {
      if (answer['grpc-status'] !== undefined) status = `gRPC ${answer['grpc-status']}`
      else if (status === '') status = `HTTP ${answer[':status']}`
    }
    stream.on('response', take).on('trailers', take).on('error', failed)
    stream.on('close', () => {
      session.close()
      done(status)
    })
    stream.resume().end(Buffer.from([0, 0, 0, 0, 0]))
  })
