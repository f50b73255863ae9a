import { openGrpc } from '../server/grpc.ts'
import { callServer } from '../server/rest.ts'
import { greetingIn } from '../server/version.ts'
import { shown } from '../shown.ts'
import { askDoor } from './access.ts'
import { type Door, failureText, grpcDoor, grpcReply, replied, restDoor } from './door.ts'
import type { DoorName, NodeFacts, PortFacts, Reply } from './facts.ts'
import { endpointAt, reachablePort, reasonNotToSend, type Visit } from './visit.ts'

/** What is asked of a node once it is known what speaks at its ports. */
export async function questions(visit: Visit) {
  const [rest, grpc, metrics, peers] = (['rest', 'grpc', 'metrics', 'p2p'] as const).map((name) =>
    reachablePort(name, visit),
  )
  const [surface, restDoor, grpcDoor, metricsReply, peersReply] = await Promise.all([
    rest && surfaceOf(rest, visit),
    rest && doorFacts('rest', rest, visit),
    grpc && doorFacts('grpc', grpc, visit),
    metrics && metricsOf(metrics, visit),
    peers && peersOf(peers, visit),
  ])
  const unsent = Object.fromEntries(
    [rest, grpc].flatMap((port) => {
      const reason = port && reasonNotToSend(port, visit)
      return port && reason ? [[port.name, reason]] : []
    }),
  )
  return {
    ...surface,
    doors: { ...(restDoor && { rest: restDoor }), ...(grpcDoor && { grpc: grpcDoor }) },
    unsent,
    metrics: metricsReply,
    peers: peersReply,
  }
}

async function doorFacts(name: DoorName, port: PortFacts, visit: Visit) {
  const { patient, examination, limits, scratch } = visit
  const doorAt = async (open: boolean): Promise<Door> => {
    const endpoint = endpointAt(port, visit, open)
    return name === 'rest'
      ? restDoor(endpoint, scratch, limits.interrupt)
      : grpcDoor(endpoint, scratch, limits.interrupt)
  }
  const { credentials } = patient
  const open = await doorAt(true)
  const mayTrust = credentials.length > 0 && reasonNotToSend(port, visit) === undefined
  const trusted = mayTrust ? await doorAt(false) : undefined
  try {
    return await askDoor({
      open,
      trusted,
      credentials,
      randomKey: text(examination.random(32)),
      forgedToken: `${FORGED}.${text(examination.random(32))}`,
      // The keys are the same at both, and each try is a line in the server's logs.
      tryKnownKeys: examination.tryKnownKeys && (name === 'rest' || !reachablePort('rest', visit)),
    })
  } finally {
    open.close()
    trusted?.close()
  }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** `{"alg":"HS256","typ":"JWT"}.{"access":[]}`: even with a right signature it would open nothing. */
const FORGED = ['{"alg":"HS256","typ":"JWT"}', '{"access":[]}']
  .map((part) => Buffer.from(part).toString('base64url'))
  .join('.')

/** No page lives there (RFC 2606). */
const FOREIGN_ORIGIN = 'https://doctor.invalid'

async function surfaceOf(port: PortFacts, visit: Visit): Promise<Partial<NodeFacts>> {
  const endpoint = { ...endpointAt(port, visit, true), apiKey: undefined }
  const ask = (path: string, headers = {}) =>
    callServer(endpoint, { method: 'GET', path, headers }).catch((error) => {
      failureText(error, visit.limits.interrupt)
      return undefined
    })
  const [root, dashboard] = await Promise.all([ask('/', { origin: FOREIGN_ORIGIN }), ask('/dashboard')])
  const allowed = root?.headers?.['access-control-allow-origin']
  return {
    root: root && {
      status: root.status,
      ...greetingIn(root),
      redirect: root.status >= 300 && root.status < 400 ? shown(String(root.headers?.location)) : undefined,
    },
    cors: root && (allowed === '*' || allowed === FOREIGN_ORIGIN),
    dashboard: dashboard && dashboard.status === 200,
  }
}

const metricsOf = (port: PortFacts, visit: Visit): Promise<Reply> =>
  replied(visit.limits.interrupt, visit.limits.timeout, async () => {
    const endpoint = { ...endpointAt(port, visit, true), apiKey: undefined }
    const { status } = await callServer(endpoint, { method: 'GET', path: '/metrics' })
    return { kind: status === 200 ? 'ok' : 'other', text: String(status) }
  })

/** A call of nodes among themselves that only reads (conformance: open without enforce_internal_auth). */
async function peersOf(port: PortFacts, visit: Visit): Promise<Reply> {
  const connection = await openGrpc(endpointAt(port, visit, true))
  const { interrupt, timeout } = visit.limits
  try {
    return await replied(interrupt, timeout, () => grpcReply(connection, COMMIT, undefined))
  } finally {
    connection.close()
  }
}

const COMMIT = '/qdrant.QdrantInternal/GetConsensusCommit'
