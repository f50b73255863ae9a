import { QdrantAuthError } from '../errors.ts'
import { without } from './error-text.ts'
import { type Identity, portOf, requireSendable } from './rest.ts'

/** A running gRPC port. */
export interface GrpcEndpoint {
  /** `https:` for TLS, `http:` for plaintext; host and port of the gRPC port. */
  url: URL
  /** PEM of the CA the server's certificate is checked against; the system's own CAs without it. */
  authority: string | undefined
  /** PEM of the certificate that is shown where the server demands one. */
  identity?: Identity | undefined
  /** Lets a credential cross a network in plain text. */
  allowPlaintext: boolean
  /** Takes every certificate: for calls without a credential, and with one that is no secret. */
  unverified?: boolean
  /** Milliseconds until a call without an answer counts as unreachable. */
  timeout?: number
  signal: AbortSignal
}

/** How a call ended: 0 is OK, 16 UNAUTHENTICATED, 7 PERMISSION_DENIED (grpc/status). */
export interface GrpcAnswer {
  code: number
  message: string
  /** The message in protobuf; empty where the call failed. */
  body: Uint8Array
}

/** An open connection, for several calls with different credentials. */
export interface GrpcConnection {
  /** A unary call: `/qdrant.Collections/List`; an empty message is valid in every request of Qdrant. */
  call(method: string, credential: string | undefined, body?: Uint8Array): Promise<GrpcAnswer>
  close(): void
}

const TIMEOUT_MS = 10_000

/** What is read of an answer. */
const LONGEST_ANSWER = 1 << 20

/** CANCELLED, DEADLINE_EXCEEDED and UNAVAILABLE, which the client itself says where nobody answers. */
const UNREACHABLE = [1, 4, 14]

/** Connects at the first call. Throws `server-unreachable` there, with the reason, where nobody speaks gRPC. */
export async function openGrpc(endpoint: GrpcEndpoint): Promise<GrpcConnection> {
  // Loaded where a gRPC port is asked: half a megabyte that nothing else needs.
  const { Client, credentials, Metadata } = await import('@grpc/grpc-js')
  const { url, authority, identity, unverified, signal, timeout = TIMEOUT_MS } = endpoint
  const channel =
    url.protocol === 'https:'
      ? credentials.createSsl(pem(authority), pem(identity?.key), pem(identity?.certificate), {
          rejectUnauthorized: unverified !== true,
        })
      : credentials.createInsecure()
  const client = new Client(`${url.hostname}:${portOf(url)}`, channel, {
    'grpc.max_receive_message_length': LONGEST_ANSWER,
    // A proxy of the environment would see the credential.
    'grpc.enable_http_proxy': 0,
    // Two commands in one process are two callers.
    'grpc.use_local_subchannel_pool': 1,
  })
  return {
    call: (method, credential, body = new Uint8Array()) => {
      if (credential !== undefined) requireSendable(credential, url, endpoint.allowPlaintext)
      const metadata = new Metadata()
      if (credential !== undefined) metadata.set('api-key', credential)
      const same = (bytes: Uint8Array) => Buffer.from(bytes)
      return new Promise((done, failed) => {
        const call = client.makeUnaryRequest(method, same, same, body, metadata, (error, answer) => {
          clearTimeout(timer)
          signal.removeEventListener('abort', cancel)
          if (late && error !== null) failed(unreachable(url, `no answer in ${timeout / 1000} seconds`))
          else if (signal.aborted) failed(new QdrantAuthError('interrupted', 'interrupted'))
          else if (error === null) done({ code: 0, message: '', body: answer ?? new Uint8Array() })
          else if (UNREACHABLE.includes(error.code))
            failed(unreachable(url, without(credential, error.details)))
          else done({ code: error.code, message: error.details, body: new Uint8Array() })
        })
        let late = false
        const cancel = () => call.cancel()
        const timer = setTimeout(() => {
          late = true
          cancel()
        }, timeout)
        signal.addEventListener('abort', cancel, { once: true })
        if (signal.aborted) cancel()
      })
    },
    close: () => client.close(),
  }
}

const pem = (text: string | undefined): Buffer | null => (text === undefined ? null : Buffer.from(text))

const unreachable = (url: URL, details: string): QdrantAuthError =>
  new QdrantAuthError(
    'server-unreachable',
    `gRPC on ${url.host} cannot be reached: ${firstReason(details)}`,
    {
      hints: ['is the gRPC port right, and is TLS on there?'],
    },
  )

/** grpc-js puts the time and every attempt into one line. */
const firstReason = (details: string): string =>
  (/Last error: (.*?)\.? Resolution note/.exec(details)?.[1] ?? details).slice(0, 200)
