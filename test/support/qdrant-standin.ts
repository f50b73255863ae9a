import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import {
  createServer as createHttp2,
  createSecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2'
import type { AddressInfo, Server, Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { gunzipSync } from 'node:zlib'

/** What a client sent with a call. */
export interface Seen {
  port: 'rest' | 'grpc'
  path: string
  /** `api-key: …` or `authorization: …`; undefined where there is neither. */
  credential: string | undefined
  /** Name in the subject of the certificate that the client showed. */
  certificate: string | undefined
  /** Host name of the handshake. */
  name: string | undefined
}

export interface StandInWish {
  /** PEM; plain text without it. */
  identity?: { cert: string; key: string }
  /** PEM of the CA of its clients, which must all show a certificate, on the gRPC port too. */
  clientAuthority?: string
  /** The secrets that are let in. */
  secrets: readonly string[]
}

export interface StandIn {
  rest: number
  grpc: number
  seen: Seen[]
  close(): Promise<void>
}

type Request = IncomingMessage | Http2ServerRequest
type Response = ServerResponse | Http2ServerResponse

/**
 * Two ports of 127.0.0.1 that answer a handful of calls as Qdrant 1.19.0 does, and keep what was sent. Unlike Qdrant's its
 * gRPC port can demand a certificate, as a proxy in front would.
 */
export async function startStandIn(wish: StandInWish): Promise<StandIn> {
  const seen: Seen[] = []
  const open = async (port: Seen['port']) => {
    const server = createServer(port, wish, (call) => seen.push(call))
    const sockets = new Set<Socket>()
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const close = async () => {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    }
    return { port: (server.address() as AddressInfo).port, close }
  }
  const [rest, grpc] = [await open('rest'), await open('grpc')]
  return {
    rest: rest.port,
    grpc: grpc.port,
    seen,
    close: async () => {
      await Promise.all([rest.close(), grpc.close()])
    },
  }
}

function createServer(port: Seen['port'], wish: StandInWish, keep: (call: Seen) => void): Server {
  const { identity, clientAuthority, secrets } = wish
  /** By the port of the client: what HTTP/2 shows of a socket has no certificate. */
  const handshakes = new Map<number | undefined, Pick<Seen, 'certificate' | 'name'>>()
  const answer = (request: Request, response: Response) => {
    const { headers, url: path = '' } = request
    const [name] = ['api-key', 'authorization'].filter((header) => headers[header] !== undefined)
    const credential = name === undefined ? undefined : `${name}: ${headers[name]}`
    const handshake = handshakes.get(request.socket.remotePort)
    keep({ port, path, credential, certificate: handshake?.certificate, name: handshake?.name })
    const isKnown = secrets.includes(String(credential).replace(/^.*?: (Bearer )?/, ''))
    if (headers['content-type']?.startsWith('application/grpc'))
      answerGrpc(path, isKnown, request as Http2ServerRequest, response as Http2ServerResponse)
    else answerRest(path, isKnown, response)
  }
  if (identity === undefined)
    return port === 'rest' ? createHttp(answer) : (createHttp2(answer) as unknown as Server)
  const server = createSecureServer(
    {
      ...identity,
      allowHTTP1: true,
      ...(clientAuthority !== undefined && {
        ca: clientAuthority,
        requestCert: true,
        rejectUnauthorized: true,
      }),
    },
    answer,
  )
  server.on('secureConnection', (socket: TLSSocket & { servername?: string | false }) => {
    handshakes.set(socket.remotePort, {
      certificate: socket.getPeerCertificate().subject?.CN?.toString(),
      name: socket.servername || undefined,
    })
  })
  return server as unknown as Server
}

/** Recorded from Qdrant 1.19.0. */
const REST: Record<string, string> = {
  '/': '{"title":"qdrant - vector search engine","version":"1.19.0","commit":"74f3e85b9473c62560006c043e13737ce6b48412"}',
  '/collections': '{"result":{"collections":[{"name":"docs"}]},"status":"ok","time":0.000199602}',
}

const MISSING = 'Must provide an API key or an Authorization bearer token'

/** `/front` stands for a path that a proxy has in front of the API. */
function answerRest(asked: string, isKnown: boolean, response: Response): void {
  const path = asked.replace(/^\/front(?=\/)/, '')
  const body = REST[path]
  const send = (status: number, type: string, text: string) => {
    response.writeHead(status, { 'content-type': type })
    response.end(text)
  }
  if (path !== '/' && !isKnown) send(401, 'text/plain', MISSING)
  else if (body === undefined) send(404, 'text/plain', '')
  else send(200, 'application/json', body)
}

/** Protobuf of one collection `docs` and of the health check. Recorded from Qdrant 1.19.0. */
const GRPC: Record<string, string> = {
  '/qdrant.Collections/List': 'CgYKBGRvY3MRSs6JPbSPJT8=',
  '/qdrant.Qdrant/HealthCheck':
    'Ch1xZHJhbnQgLSB2ZWN0b3Igc2VhcmNoIGVuZ2luZRIGMS4xOS4wGig3NGYzZTg1Yjk0NzNjNjI1NjAwMDZjMDQzZTEzNzM3Y2U2YjQ4NDEy',
}

const REFLECTION = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo'

/** What a client asks to learn the calls of a server, and the answers, both protobuf. Recorded from Qdrant 1.19.0. */
const reflection = (): Record<string, string> =>
  JSON.parse(gunzipSync(readFileSync(new URL('qdrant-reflection.json.gz', import.meta.url))).toString('utf8'))

function answerGrpc(
  path: string,
  isKnown: boolean,
  request: Http2ServerRequest,
  response: Http2ServerResponse,
): void {
  const end = (status: number, message: string) => {
    response.addTrailers({ 'grpc-status': String(status), 'grpc-message': message })
    response.end()
  }
  response.setHeader('content-type', 'application/grpc')
  if (path !== '/qdrant.Qdrant/HealthCheck' && !isKnown) {
    request.resume()
    end(16, MISSING)
  } else if (path === REFLECTION) {
    const answers = reflection()
    eachMessage(request, (message) => {
      const known = message === undefined ? undefined : answers[message.toString('base64')]
      if (known !== undefined) response.write(framed(Buffer.from(known, 'base64')))
      else end(message === undefined ? 0 : 5, message === undefined ? '' : 'not recorded')
    })
  } else {
    const answer = GRPC[path]
    eachMessage(request, (message) => {
      if (message !== undefined) return
      if (answer !== undefined) response.write(framed(Buffer.from(answer, 'base64')))
      end(answer === undefined ? 12 : 0, '')
    })
  }
}

function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  return Buffer.concat([head, message])
}

/** Every message of a call, then undefined for its end. */
function eachMessage(request: Http2ServerRequest, take: (message: Buffer | undefined) => void): void {
  let rest = Buffer.alloc(0)
  request.on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const size = rest.readUInt32BE(1)
      take(rest.subarray(5, 5 + size))
      rest = rest.subarray(5 + size)
    }
  })
  request.on('end', () => take(undefined))
}
