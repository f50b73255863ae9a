import { QdrantAuthError } from '../errors.ts'
import { errorIn, without } from '../server/error-text.ts'
import { type GrpcConnection, type GrpcEndpoint, openGrpc } from '../server/grpc.ts'
import { type Call, callServer, type Endpoint } from '../server/rest.ts'
import { shown } from '../shown.ts'
import type { Reply } from './facts.ts'

/** One way to ask a node: REST or gRPC. A call that fails is an answer too; only an interrupt throws. */
export interface Door {
  /** Lists the collections: every credential may. */
  list(credential: string | undefined): Promise<Reply>
  /**
   * Shaped like a write, and changes nothing whoever sends it: it deletes a snapshot of a collection that does not exist.
   * The right to write is looked at before the collection is (lib/storage/src/content_manager/snapshots/mod.rs,
   * do_delete_collection_snapshot), so without it the answer is "forbidden" and with it "missing".
   */
  write(credential: string): Promise<Reply>
  close(): void
}

export function restDoor(endpoint: Omit<Endpoint, 'apiKey'>, scratch: string, interrupt: AbortSignal): Door {
  const ask = (call: Call, apiKey: string | undefined) =>
    replied(interrupt, endpoint.timeout, async () => {
      const { status, text } = await callServer({ ...endpoint, apiKey }, call)
      // `403 Forbidden: Global manage access is required`.
      return { kind: kindOf(status, text), text: `${status} ${errorIn(text, apiKey)}`.trim() }
    })
  return {
    list: (credential) => ask({ method: 'GET', path: '/collections' }, credential),
    write: (credential) =>
      ask({ method: 'DELETE', path: `/collections/${scratch}/snapshots/${scratch}` }, credential),
    close() {},
  }
}

export async function grpcDoor(
  endpoint: GrpcEndpoint,
  scratch: string,
  interrupt: AbortSignal,
): Promise<Door> {
  const connection = await openGrpc(endpoint)
  const ask = (method: string, credential: string | undefined, body?: Uint8Array) =>
    replied(interrupt, endpoint.timeout, () => grpcReply(connection, method, credential, body))
  const field = (tag: number) => Buffer.concat([Buffer.from([tag, scratch.length]), Buffer.from(scratch)])
  return {
    list: (credential) => ask('/qdrant.Collections/List', credential),
    // collection_name = 1, snapshot_name = 2, both strings shorter than 128 bytes.
    write: (credential) =>
      ask('/qdrant.Snapshots/Delete', credential, Buffer.concat([field(0x0a), field(0x12)])),
    close: () => connection.close(),
  }
}

export async function grpcReply(
  connection: GrpcConnection,
  method: string,
  credential: string | undefined,
  body?: Uint8Array,
): Promise<Reply> {
  const { code, message } = await connection.call(method, credential, body)
  return {
    kind: GRPC_KINDS[code] ?? 'other',
    text: shown(`${code} ${without(credential, message).slice(0, 200)}`.trim()),
  }
}

/** google.rpc.Code. */
const GRPC_KINDS: Record<number, Reply['kind']> = {
  0: 'ok',
  5: 'missing',
  7: 'forbidden',
  16: 'unauthenticated',
}

/** Not everything that says 200 is a Qdrant that lets somebody in. */
function kindOf(status: number, text: string): Reply['kind'] {
  if (status === 200) return /^\s*\{.*"result"/s.test(text) ? 'ok' : 'other'
  if (status === 401) return 'unauthenticated'
  if (status === 403) return 'forbidden'
  return status === 404 ? 'missing' : 'other'
}

/** A deadline ends a call like an interrupt does, and is told as what it is. */
export async function replied(
  interrupt: AbortSignal,
  timeout: number | undefined,
  ask: () => Promise<Reply>,
): Promise<Reply> {
  try {
    return await ask()
  } catch (error) {
    return { kind: 'failed', text: shown(failureText(error, interrupt, timeout)) }
  }
}

/** Why there is no answer. An interrupt is thrown again, and so is what is no answer at all. */
export function failureText(error: unknown, interrupt: AbortSignal, timeout = 0): string {
  if (interrupt.aborted)
    throw new QdrantAuthError('interrupted', 'interrupted: nothing was changed', { cause: error })
  if (error instanceof Error && (error.name === 'AbortError' || isInterrupted(error)))
    return `no answer in ${timeout / 1000} seconds`
  if (error instanceof QdrantAuthError && error.code === 'server-unreachable')
    return error.message.replace(/^.* cannot be (reached|checked): /, '')
  throw error
}

const isInterrupted = (error: Error): boolean =>
  error instanceof QdrantAuthError && error.code === 'interrupted'
