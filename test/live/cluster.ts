import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { put } from '../support/directory.ts'
import { freePort, QDRANT_BIN, stop } from './server.ts'

interface LiveNode {
  name: string
  http: number
  grpc: number
  p2p: number
  process: ChildProcess | undefined
  /** Everything it ever said, over all its lives. */
  log: string
  restarting: boolean
}

/** Three real nodes on 127.0.0.1, each in a directory of its own. */
export class LiveCluster {
  readonly nodes: LiveNode[] = []
  readonly directory: string
  /** How many were begun. */
  restarts = 0
  nextPoint = 1

  private constructor(directory: string) {
    this.directory = directory
  }

  static async start(directory: string, service: string): Promise<LiveCluster> {
    const cluster = new LiveCluster(directory)
    onTestFinished(() =>
      Promise.all(cluster.nodes.map(({ process }) => process && stop(process))).then(() => {}),
    )
    for (const name of ['n1', 'n2', 'n3']) {
      const node = { name, http: await freePort(), grpc: await freePort(), p2p: await freePort() }
      cluster.nodes.push({ ...node, process: undefined, log: '', restarting: false })
      put(
        join(directory, name, 'config/local.yaml'),
        `service:\n  host: 127.0.0.1\n  http_port: ${node.http}\n  grpc_port: ${node.grpc}\n${service}cluster:\n  enabled: true\n  p2p:\n    port: ${node.p2p}\ntelemetry_disabled: true\n`,
      )
    }
    for (const node of cluster.nodes) {
      cluster.spawn(node)
      await cluster.untilReady(node)
    }
    return cluster
  }

  private spawn(node: LiveNode): void {
    const [first] = this.nodes
    const bootstrap = node === first ? [] : ['--bootstrap', `http://127.0.0.1:${first?.p2p}`]
    const child = spawn(QDRANT_BIN ?? '', ['--uri', `http://127.0.0.1:${node.p2p}`, ...bootstrap], {
      cwd: join(this.directory, node.name),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        node.log += chunk
      })
    node.process = child
  }

  private async untilReady({ http, process }: LiveNode): Promise<void> {
    for (let waited = 0; waited < 300; waited++) {
      const ready = await fetch(`http://127.0.0.1:${http}/readyz`).catch(() => undefined)
      if (ready?.status === 200) return
      if (process?.exitCode !== null) throw new Error('a node ended')
      await sleep(100)
    }
    throw new Error('a node did not become ready')
  }

  inventory(): string {
    const nodes = this.nodes.map(({ name, http }) => ({
      name,
      url: `http://127.0.0.1:${http}`,
      config: name,
      restart: ['restart', name],
    }))
    return JSON.stringify({ nodes })
  }

  /** The restart command: ends the process and starts another one; does not wait for it to be ready. */
  readonly execute = async ([, name]: readonly string[]): Promise<number> => {
    const node = this.nodes.find((one) => one.name === name)
    if (node?.process === undefined) throw new Error(`no node ${name}`)
    node.restarting = true
    this.restarts++
    const { process } = node
    const ended = new Promise((done) => process.once('exit', done))
    process.kill('SIGTERM')
    await ended
    this.spawn(node)
    await this.untilReady(node)
    node.restarting = false
    return 0
  }

  /** Lines in which a node says that another one refused its credential. What it answered to our own questions is INFO. */
  peerRefusals(): string[] {
    return this.nodes.flatMap(({ log }) =>
      log
        .split('\n')
        .filter((line) =>
          / (?:WARN|ERROR) .*(?:valid authentication credentials|Invalid API key|InvalidSignature)/.test(
            line,
          ),
        ),
    )
  }
}
