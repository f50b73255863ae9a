import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import {
  Server as GrpcServer,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
} from '@grpc/grpc-js'
import { onTestFinished } from 'vitest'
import { diskFiles } from '../../src/config/server-files.ts'
import { loadEffective } from '../../src/qdrant/config/effective.ts'
import { decide } from '../../src/qdrant/token/decide.ts'
import { put } from './directory.ts'
import { NOW } from './io.ts'

/** What a node does at its next start instead of what it should. */
type Mishap = 'old-config' | 'no-restart' | 'never-ready' | 'gone' | 'fails' | 'bad-replica' | 'unreadable'

export interface StandInOptions {
  names?: string[]
  /** Text of each node's `config/local.yaml`; without it all share the configuration of the directory. */
  config?: string
  version?: string
  /** Directory of a node's `cert.pem`, `key.pem` and `cacert.pem`: with it REST demands client certificates, as do nodes. */
  tls?: (name: string) => string
  /** The server's clock; stands still at the tests' own time without it. */
  now?: () => Date
  /** REST port; a free one without it. */
  port?: (name: string) => number
}

interface TlsFiles {
  cert: Buffer
  key: Buffer
  ca: Buffer
}

const tlsFiles = (directory: string): TlsFiles => ({
  cert: readFileSync(join(directory, 'cert.pem')),
  key: readFileSync(join(directory, 'key.pem')),
  ca: readFileSync(join(directory, 'cacert.pem')),
})

interface Place {
  home: string
  tls: TlsFiles | undefined
  port: number
}

interface Running {
  values: ReturnType<typeof settingsIn>
  startup: string
}

/**
 * Nodes that answer as Qdrant does, on REST, gRPC and the node port: who is let in is decided by `src/qdrant`, from the config
 * in the node's directory at its last start. Everything that goes wrong between nodes or with callers is kept.
 */
export class StandIn {
  readonly nodes: StandInNode[] = []
  /** Nodes that refused each other, and callers that were refused. */
  readonly refusals: string[] = []
  /** Credential that clients use all the time; undefined for none. */
  caller: string | undefined
  readonly restarts: string[] = []
  readonly directory: string
  readonly now: () => Date

  private constructor(directory: string, now: () => Date) {
    this.directory = directory
    this.now = now
  }

  static async start(
    directory: string,
    { names = ['n1', 'n2', 'n3'], config, version = '1.19.0', tls, port, now = () => NOW }: StandInOptions,
  ): Promise<StandIn> {
    const cluster = new StandIn(directory, now)
    for (const name of names) {
      const home = config === undefined ? directory : join(directory, name)
      if (config !== undefined) put(join(home, 'config/local.yaml'), config)
      const place = {
        home,
        tls: tls === undefined ? undefined : tlsFiles(tls(name)),
        port: port?.(name) ?? 0,
      }
      cluster.nodes.push(await StandInNode.start(name, cluster, version, place))
    }
    return cluster
  }

  /** As `qdrant-auth.yaml` has it; `restart NAME` is the command. */
  inventory(): string {
    const nodes = this.nodes.map(({ name, http, grpc, p2p }) => ({
      name,
      url: `http${this.isTls ? 's' : ''}://127.0.0.1:${http}`,
      grpc,
      p2p,
      config: name,
      restart: ['restart', name],
    }))
    return JSON.stringify({ nodes })
  }

  private get isTls(): boolean {
    return this.nodes.some((node) => node.tls !== undefined)
  }

  node(name: string | undefined): StandInNode {
    const node = this.nodes.find((one) => one.name === name)
    if (node === undefined) throw new Error(`no node ${name}`)
    return node
  }

  /** What the restart command of the inventory comes to. */
  readonly execute = async ([program, name]: readonly string[]): Promise<number> => {
    if (program !== 'restart') throw new Error(`not a restart: ${program}`)
    this.restarts.push(name ?? '')
    const failed = this.node(name).restart()
    this.look()
    return failed ? 1 : 0
  }

  /** Who would be refused now: every node shows its key to the others, and every client calls every node. */
  look(): void {
    for (const receiver of this.nodes) {
      for (const sender of this.nodes) {
        if (sender !== receiver && receiver.enforces && !receiver.lets(sender.shown, 'grpc'))
          this.refusals.push(`${receiver.name} refused ${sender.name}`)
      }
      if (this.caller !== undefined && !receiver.lets(this.caller, 'rest'))
        this.refusals.push(`${receiver.name} refused a caller`)
    }
  }
}

let starts = 0

class StandInNode {
  mishap: Mishap | undefined
  readonly name: string
  private readonly cluster: StandIn
  version: string
  private running: Running
  private readonly server: HttpServer
  http = 0
  grpc = 0
  p2p = 0

  private readonly home: string
  readonly tls: TlsFiles | undefined

  private constructor(name: string, cluster: StandIn, version: string, { home, tls }: Place) {
    this.name = name
    this.cluster = cluster
    this.version = version
    this.home = home
    this.tls = tls
    this.running = this.fresh()
    const respond = (request: IncomingMessage, response: ServerResponse) => {
      const [status, body] = this.answer(request)
      response.writeHead(status).end(body)
    }
    this.server =
      tls === undefined
        ? createServer(respond)
        : createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: true }, respond)
  }

  static async start(name: string, cluster: StandIn, version: string, place: Place): Promise<StandInNode> {
    const node = new StandInNode(name, cluster, version, place)
    node.server.listen(place.port, '127.0.0.1')
    await once(node.server, 'listening')
    node.http = (node.server.address() as AddressInfo).port
    onTestFinished(() => {
      node.server.closeAllConnections()
      node.server.close()
    })
    const { tls } = place
    // The public port asks for no certificate, the node port for one of the CA.
    node.grpc = await grpcPort(
      '/qdrant.Collections/List',
      tls,
      false,
      (key) => node.decision(key, 'grpc').message,
    )
    node.p2p = await grpcPort('/qdrant.QdrantInternal/GetConsensusCommit', tls, true, (key) =>
      node.enforces ? node.decision(key, 'grpc').message : '',
    )
    return node
  }

  private fresh(): Running {
    // No two starts are at the same time.
    return { values: settingsIn(this.home), startup: `start ${++starts}` }
  }

  /** Whether the restart command says that it failed. */
  restart(): boolean {
    if (this.mishap === 'fails') return true
    if (this.mishap === 'no-restart') return false
    const { values } = this.running
    this.running = this.fresh()
    if (this.mishap === 'old-config') this.running = { ...this.running, values }
    return false
  }

  get enforces(): boolean {
    return this.running.values.enforces
  }

  get shown(): string | undefined {
    return this.running.values.apiKey
  }

  lets(credential: string | undefined, transport: 'rest' | 'grpc'): boolean {
    return this.decision(credential, transport).accepted === true
  }

  decision(credential: string | undefined, transport: 'rest' | 'grpc') {
    return decide(this.running.values, {
      headers: credential === undefined ? [] : [['api-key', credential]],
      transport,
      now: this.cluster.now().getTime() / 1000,
      version: this.version,
    })
  }

  private answer({ url = '', headers }: IncomingMessage): [number, string] {
    const result = (value: object): [number, string] => [
      200,
      JSON.stringify({ result: value, status: 'ok', time: 0 }),
    ]
    if (this.mishap === 'gone') return [503, 'gone']
    if (url === '/')
      return [200, JSON.stringify({ title: 'qdrant - vector search engine', version: this.version })]
    if (url === '/readyz')
      return this.mishap === 'never-ready' ? [503, 'not ready'] : [200, 'all shards are ready']
    const key = headers['api-key']
    const { accepted, httpStatus, message } = this.decision(typeof key === 'string' ? key : undefined, 'rest')
    if (accepted !== true) return [httpStatus, message]
    const { jwtRbac } = this.running.values
    if (url === '/telemetry')
      return result({
        app: { name: 'qdrant', version: this.version, jwt_rbac: jwtRbac, startup: this.running.startup },
      })
    if (url === '/collections') return result({ collections: [{ name: 'docs' }] })
    if (url === '/collections/docs/cluster') return result(this.shards())
    if (url.startsWith('/collections/docs/points/scroll?consistency=all'))
      return this.mishap === 'unreadable' ? [500, 'not enough active replicas'] : result({ points: [] })
    if (url === '/cluster') return result(this.clusterStatus())
    return [404, '']
  }

  private shards() {
    const state = this.mishap === 'bad-replica' ? 'Dead' : 'Active'
    const others = this.cluster.nodes.filter((node) => node !== this)
    return {
      local_shards: [{ shard_id: 0, state }],
      remote_shards: others.map((_, index) => ({ shard_id: 0, peer_id: index, state: 'Active' })),
      shard_transfers: [],
    }
  }

  /** Nodes that this one and which this one lets in: without most of them there is no leader. */
  private reaches(): StandInNode[] {
    const takes = (receiver: StandInNode, sender: StandInNode) =>
      receiver === sender || !receiver.enforces || receiver.lets(sender.shown, 'grpc')
    return this.cluster.nodes.filter((node) => takes(node, this) && takes(this, node))
  }

  private clusterStatus() {
    const { nodes } = this.cluster
    if (nodes.length === 1) return { status: 'disabled' }
    return {
      status: 'enabled',
      peer_id: nodes.indexOf(this) + 1,
      peers: Object.fromEntries(
        nodes.map((node, index) => [index + 1, { uri: `http://127.0.0.1:${node.p2p}/` }]),
      ),
      raft_info: { leader: this.reaches().length * 2 > nodes.length ? 1 : null, role: 'Follower' },
      consensus_thread_status: { consensus_thread_status: 'working' },
      message_send_failures: {},
    }
  }
}

function settingsIn(directory: string) {
  const [{ values, authentication }] = loadEffective({
    directory,
    files: diskFiles(directory, undefined),
  }).outcomes
  return {
    apiKey: values.text('service.api_key'),
    altApiKey: values.text('service.alt_api_key'),
    readOnlyApiKey: values.text('service.read_only_api_key'),
    jwtRbac: authentication.jwt,
    enforces: values.flag('service.enforce_internal_auth'),
  }
}

const same = (bytes: Uint8Array) => Buffer.from(bytes)

/** A gRPC port with one method; `refusal` is empty for a credential that is let in. */
async function grpcPort(
  path: string,
  tls: TlsFiles | undefined,
  demands: boolean,
  refusal: (key: string | undefined) => string,
): Promise<number> {
  const server = new GrpcServer()
  const codec = {
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  }
  const call = (asked: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
    const [key] = asked.metadata.get('api-key')
    const details = refusal(key === undefined ? undefined : String(key))
    if (details === '') done(null, Buffer.alloc(0))
    else done({ code: /Signature/.test(details) ? 7 : 16, details })
  }
  server.addService({ call: { path, requestStream: false, responseStream: false, ...codec } }, { call })
  const credentials =
    tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(tls.ca, [{ private_key: tls.key, cert_chain: tls.cert }], demands)
  const port = await new Promise<number>((bound, failed) =>
    server.bindAsync('127.0.0.1:0', credentials, (error, number) =>
      error === null ? bound(number) : failed(error),
    ),
  )
  onTestFinished(() => server.forceShutdown())
  return port
}
