import { QdrantAuthError } from '../errors.ts'
import { rfc3339 } from '../rfc3339.ts'
import { without } from '../server/error-text.ts'
import { type GrpcConnection, openGrpc } from '../server/grpc.ts'
import { callServer, keepOpen } from '../server/rest.ts'
import { shown } from '../shown.ts'
import type { Cluster, ClusterNode } from './cluster.ts'
import { type Credential, letsIn, refusalOf } from './credentials.ts'
import type { Hands } from './hands.ts'
import { INTERNAL, type Settings } from './settings.ts'

/** What a node answered to a credential. */
export interface Evidence {
  node: string
  /** `rest: old key`. */
  probe: string
  /** The server's own answer: `200`, `401 Invalid API key or JWT`, `grpc 16 …`; why, where there was none. */
  status: string
  /** Whether the answer is the one that the settings call for. */
  asWanted: boolean
  /** RFC 3339. */
  at: string
}

/** Whether it is a yes or a no to a credential; everything else says nothing about who is let in. */
export const isAnswer = (status: string): boolean => /^(200|401|403|grpc (0|7|16)\b)/.test(status)

interface Answered {
  status: string
  /** Null where the answer says neither. */
  accepted: boolean | null
}

/** A call that every credential with any right may make, and that reads next to nothing. */
const REST_CALL = { method: 'GET', path: '/collections' } as const
const GRPC_CALL = '/qdrant.Collections/List'

/** Answers without a look at rights: only nodes are meant to call it (src/tonic/api/qdrant_internal_api.rs). */
const P2P_CALL = '/qdrant.QdrantInternal/GetConsensusCommit'

/** Milliseconds for one answer. */
const TIMEOUT = 5000

/**
 * Asks a node on each of its ports with each credential, and holds the answers against what the settings call for. The node
 * port is asked where nodes ask each other for the key. Answers in the order of credentials; a port that does not answer is
 * evidence too.
 */
export async function evidenceOf(
  node: ClusterNode,
  credentials: readonly Credential[],
  settings: Settings,
  checksPeers: boolean,
  cluster: Cluster,
  hands: Hands,
): Promise<Evidence[]> {
  const trust = {
    authority: cluster.authority,
    identity: cluster.identity,
    allowPlaintext: cluster.allowPlaintext,
    timeout: TIMEOUT,
    signal: hands.signal,
  }
  const agent = await keepOpen(node.rest)
  const grpc = node.grpc === undefined ? undefined : await openGrpc({ url: node.grpc, ...trust })
  const asked = checksPeers || settings[INTERNAL] !== undefined
  const p2p = node.p2p === undefined || !asked ? undefined : await openGrpc({ url: node.p2p, ...trust })
  const isOpen = settings[INTERNAL] === null
  try {
    const answers = credentials.map(async (credential) => {
      const { name, value } = credential
      const wanted = letsIn(settings, credential)
      const [onRest, onGrpc, onP2p] = await Promise.all([
        restAnswer({ ...trust, url: node.rest, apiKey: value, agent }),
        grpc && grpcAnswer(grpc, GRPC_CALL, value),
        p2p && grpcAnswer(p2p, P2P_CALL, value),
      ])
      const at = rfc3339(hands.now())
      const refusal = credential.expired ? refusalOf(settings, credential) : undefined
      const record = (port: string, { status, accepted }: Answered, expected: boolean): Evidence => ({
        node: node.name,
        probe: `${port}: ${name}`,
        status,
        asWanted: accepted === expected && (expected || refusal === undefined || status.includes(refusal)),
        at,
      })
      return [
        record('rest', onRest, wanted),
        ...(onGrpc === undefined ? [] : [record('grpc', onGrpc, wanted)]),
        ...(onP2p === undefined ? [] : [record('p2p', onP2p, isOpen || wanted)]),
      ]
    })
    return (await Promise.all(answers)).flat()
  } finally {
    agent.destroy()
    grpc?.close()
    p2p?.close()
  }
}

/** 200, or the two that refuse a credential (qdrant-server.md 2.2); everything else says nothing about it. */
async function restAnswer(endpoint: Parameters<typeof callServer>[0]): Promise<Answered> {
  return answered(async () => {
    const { status, text } = await callServer(endpoint, REST_CALL)
    const accepted = status === 200 ? true : status === 401 || status === 403 ? false : null
    return { status: accepted ? '200' : `${status} ${oneLine(without(endpoint.apiKey, text))}`, accepted }
  })
}

async function grpcAnswer(
  connection: GrpcConnection,
  method: string,
  value: string | undefined,
): Promise<Answered> {
  return answered(async () => {
    const { code, message } = await connection.call(method, value)
    const accepted = code === 0 ? true : code === 16 || code === 7 ? false : null
    return { status: accepted ? 'grpc 0' : `grpc ${code} ${oneLine(without(value, message))}`, accepted }
  })
}

async function answered(ask: () => Promise<Answered>): Promise<Answered> {
  try {
    return await ask()
  } catch (error) {
    // A credential that must not travel, and Ctrl-C, are no answers.
    if (!(error instanceof QdrantAuthError) || error.code !== 'server-unreachable') throw error
    return { status: oneLine(error.message), accepted: null }
  }
}

const oneLine = (text: string): string => shown(text.split('\n')[0] ?? '').slice(0, 200)
