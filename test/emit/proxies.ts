import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/**
 * A whole nginx configuration around the emitted part, whose log is kept in its folder. The part itself is as it was emitted
 * but for the place of that log.
 */
export function nginxIn(out: string): { file: string; folder: string; log: () => string } {
  const part = join(out, 'qdrant.conf')
  writeFileSync(part, readFileSync(part, 'utf8').replace('/var/log/nginx/', `${out}/`))
  mkdirSync(join(out, 'temp'))
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${out}/temp/${name};`)
    .join(' ')
  const file = join(out, 'nginx.conf')
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  writeFileSync(
    file,
    `${user} daemon off; worker_processes 1; pid ${out}/pid; error_log ${out}/error.log info;
events {}
http { ${temp} include ${part}; }
`,
  )
  const log = () =>
    ['qdrant.access.log', 'error.log'].map((name) => readFileSync(join(out, name), 'utf8')).join('')
  return { file, folder: out, log }
}

/** The emitted configuration, as it is but for the folder of its certificates, which is filled as the printed steps say. */
export const haproxyIn = (out: string, cwd: string): string =>
  movedIn(out, cwd, 'haproxy.cfg', '/etc/haproxy/tls', [
    ['proxy.pem', 'proxy/tls/cert.pem', 'proxy/tls/key.pem'],
    ['cacert.pem', 'server/tls/cacert.pem'],
    ['cacert.pem', 'server/tls/qdrant-1/cacert.pem'],
    ['client.pem', 'server/tls/clients/client/cert.pem', 'server/tls/clients/client/key.pem'],
  ])

export const prometheusIn = (out: string, cwd: string): string =>
  movedIn(out, cwd, 'prometheus.yml', '/etc/prometheus/qdrant', [
    ['token', 'server/tokens/read.jwt'],
    ['cacert.pem', 'server/tls/cacert.pem'],
    ['cacert.pem', 'server/tls/qdrant-1/cacert.pem'],
    ['client.pem', 'server/tls/clients/client/cert.pem'],
    ['client-key.pem', 'server/tls/clients/client/key.pem'],
  ])

function movedIn(
  out: string,
  cwd: string,
  name: string,
  folder: string,
  joined: [to: string, ...from: string[]][],
): string {
  const file = join(out, name)
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(folder, out))
  for (const [to, ...from] of joined) {
    const files = from.map((one) => join(cwd, one))
    if (files.every((one) => existsSync(one)))
      writeFileSync(join(out, to), files.map((one) => readFileSync(one, 'utf8')).join(''))
  }
  return file
}

/** A proxy that runs until the test ends. */
export interface Running {
  port: number
  log(): string
}

export async function startNginx(out: string, port: number): Promise<Running> {
  const { file, folder, log } = nginxIn(out)
  await started(spawn('nginx', ['-p', folder, '-c', file], { stdio: 'ignore' }), port)
  return { port, log }
}

export async function startHaproxy(out: string, cwd: string, port: number): Promise<Running> {
  const child = spawn('haproxy', ['-db', '-f', haproxyIn(out, cwd)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk))
  await started(child, port)
  return { port, log: () => text }
}

async function started(child: ChildProcess, port: number): Promise<void> {
  onTestFinished(async () => {
    if (child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  for (let waited = 0; waited < 100; waited++) {
    if (child.exitCode !== null) break
    if (await isOpen(port)) return
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`the proxy does not listen (exit ${child.exitCode})`)
}

const isOpen = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => done(true)).on('error', () => done(false))
    socket.on('connect', () => socket.destroy())
  })
