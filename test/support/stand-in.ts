import { once } from 'node:events'
import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http'
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
  private constructor(directory: string) {
    this.directory = directory
  }

  static async start(
    directory: string,
    {
      names = ['n1', 'n2', 'n3'],
      config,
      version = '1.19.0',
    }: { names?: string[]; config: string; version?: string },
  ): Promise<StandIn> {
    const cluster = new StandIn(directory)
    for (const name of names) {
      put(join(directory, name, 'config/local.yaml'), config)
      cluster.nodes.push(await StandInNode.start(name, cluster, version))
    }
    return cluster
  }

  /** As `qdrant-auth.yaml` has it; `restart NAME` is the command. */
  inventory(): string {
    const nodes = this.nodes.map(({ name, http, grpc, p2p }) => ({
      name,
      url: `http://127.0.0.1:${http}`,
      grpc,
      p2p,
      config: name,
      restart: ['restart', name],
    }))
    return JSON.stringify({ nodes })
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

  private constructor(name: string, cluster: StandIn, version: string) {
    this.name = name
    this.cluster = cluster
    this.version = version
    this.running = this.fresh()
    this.server = createServer((request, response) => {
      const [status, body] = this.answer(request)
      response.writeHead(status).end(body)
    })
  }

  static async start(name: string, cluster: StandIn, version: string): Promise<StandInNode> {
    const node = new StandInNode(name, cluster, version)
    node.server.listen(0, '127.0.0.1')
    await once(node.server, 'listening')
    node.http = (node.server.address() as AddressInfo).port
    onTestFinished(() => {
      node.server.closeAllConnections()
      node.server.close()
    })
    node.grpc = await grpcPort('/qdrant.Collections/List', (key) => node.decision(key, 'grpc').message)
    node.p2p = await grpcPort('/qdrant.QdrantInternal/GetConsensusCommit', (key) =>
      node.enforces ? node.decision(key, 'grpc').message : '',
    )
    return node
  }

  private fresh(): Running {
    // No two starts are at the same time.
    return { values: settingsIn(join(this.cluster.directory, this.name)), startup: `start ${++starts}` }
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
      now: NOW.getTime() / 1000,
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
async function grpcPort(path: string, refusal: (key: string | undefined) => string): Promise<number> {
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
  const port = await new Promise<number>((bound, failed) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, number) =>
      error === null ? bound(number) : failed(error),
    ),
  )
  onTestFinished(() => server.forceShutdown())
  return port
}
