import { basename, dirname, relative } from 'node:path'
import composeText from '../../../templates/compose/compose.yaml?raw'
import secretsText from '../../../templates/compose/secrets.yaml?raw'
import serviceText from '../../../templates/compose/service.yaml?raw'
import { isBelow } from '../../files/below.ts'
import { containerUser } from '../container.ts'
import { type Deployment, imageOf, type TlsFiles } from '../deployment.ts'
import { plain } from '../escape/plain.ts'
import { shell } from '../escape/shell.ts'
import { composeYaml, yaml } from '../escape/yaml.ts'
import { type Escaped, lines, NOTHING } from '../escaped.ts'
import { fill } from '../fill.ts'
import { healthCheck } from '../health.ts'
import { placedSettings } from '../placed.ts'
import { secretsYaml } from '../secrets.ts'
import { settingsYaml } from '../settings-yaml.ts'
import { type EmitOptions, type EmittedFile, serverFiles, type Target } from '../target.ts'

export const compose: Target = {
  name: 'compose',
  summary: 'docker compose: keys as a secret, loopback ports, health check',
  serves: true,
  references: serverFiles,
  emit: (deployment, options) => ({ files: filesOf(deployment, options), next: nextOf(deployment, options) }),
}

function filesOf(deployment: Deployment, options: EmitOptions): EmittedFile[] {
  const { name, version, nodes, secrets, files } = deployment
  const user = containerUser(options.uid)
  const hasSecrets = secrets.size > 0
  const own = ownSecrets(deployment, options)
  const settings = placedSettings(
    deployment,
    { tls: inContainer(files), data: '.' },
    // In a container 127.0.0.1 is the container itself; the published ports are what stays on this machine.
    '0.0.0.0',
  )
  return [
    {
      path: 'compose.yaml',
      text: fill(composeText, {
        version: plain(version),
        name: yaml(name),
        services: lines(nodes.map((node) => service(node, deployment, options))),
        secrets: hasSecrets
          ? fill(secretsText, { file: composeYaml(own ?? './secrets/keys.yaml') })
          : NOTHING,
      }),
    },
    { path: 'qdrant.yaml', text: settingsYaml(settings, yaml) },
    ...(hasSecrets && own === undefined
      ? [
          {
            path: 'secrets/keys.yaml',
            text: secretsYaml(deployment),
            secret: true as const,
            owner: options.uid === 0 ? { uid: user, gid: user } : undefined,
          },
        ]
      : []),
  ]
}

/**
 * The file of keys as it is, where it lies below: a copy would still have the old key after a rotation of the original, or the
 * other way round.
 */
function ownSecrets({ secretsFile }: Deployment, { out }: EmitOptions): string | undefined {
  return secretsFile !== undefined && isBelow(secretsFile, out) ? fromHere(out, secretsFile) : undefined
}

function service(node: string, deployment: Deployment, options: EmitOptions): Escaped {
  const { nodes, ports, secrets, tls } = deployment
  const user = containerUser(options.uid)
  // Every node on a port of its own, so that each can be asked: a rotation proves itself on all of them.
  const shift = NEXT_NODE * nodes.indexOf(node)
  const published = [ports.rest, ports.grpc, ports.metrics].filter((port) => port !== undefined)
  const several = nodes.length > 1
  const folder = several ? `/${node}` : ''
  return fill(serviceText, {
    node: yaml(node),
    image: yaml(imageOf(deployment)),
    user: yaml(`${user}:${user}`),
    command: deployment.clustered
      ? (`command: [${command(node, deployment).map(composeYaml).join(', ')}]` as Escaped)
      : NOTHING,
    ports:
      published.length === 0
        ? NOTHING
        : lines(['ports:' as Escaped, ...published.map((port) => publish(port, port + shift))]),
    volumes: lines([
      mount('./qdrant.yaml', '/qdrant/config/production.yaml', true),
      ...tlsFolders(deployment.filesOfNode.get(node)).map(({ folder: from, target }) =>
        mount(fromHere(options.out, from), target, true),
      ),
      mount(`./storage${folder}`, '/qdrant/storage', false),
      mount(`./snapshots${folder}`, '/qdrant/snapshots', false),
    ]),
    secrets:
      secrets.size === 0
        ? NOTHING
        : ('secrets:\n  - {source: keys, target: /qdrant/config/local.yaml}' as Escaped),
    health: `[${healthCheck(ports.rest, tls).map(composeYaml).join(', ')}]` as Escaped,
  })
}

function command(node: string, { nodes, ports, nodeTls }: Deployment): string[] {
  const address = (name: string) => `${nodeTls ? 'https' : 'http'}://${name}:${ports.p2p ?? 6335}`
  const [first = node] = nodes
  return ['./qdrant', '--uri', address(node), ...(node === first ? [] : ['--bootstrap', address(first)])]
}

/** Between the published ports of two nodes: 6333, 6433, 6533. */
const NEXT_NODE = 100

const publish = (port: number, published: number): Escaped =>
  `  - {host_ip: 127.0.0.1, published: "${published}", target: ${port}}` as Escaped

/** Not made where it is missing: docker would make a directory of root's. */
const mount = (source: string, target: string, readOnly: boolean): Escaped =>
  `- {type: bind, source: ${composeYaml(source)}, target: ${composeYaml(target)}${readOnly ? ', read_only: true' : ''}, bind: {create_host_path: false}}` as Escaped

/** A relative path of compose starts with a dot; without one it would name a volume. */
function fromHere(directory: string, path: string): string {
  const way = relative(directory, path)
  return way.startsWith('.') ? way : `./${way}`
}

/**
 * Whole folders, because a renewed certificate is another file under the same name, and a container that has the file mounted
 * keeps the old one.
 */
function tlsFolders(files: TlsFiles | undefined): { folder: string; target: string }[] {
  if (files === undefined) return []
  const folders = [
    ...new Set([files.certificate, files.key, files.authority ?? files.certificate].map(dirname)),
  ]
  return folders.map((folder, index) => ({
    folder,
    target: index === 0 ? '/qdrant/tls' : `/qdrant/tls-${index + 1}`,
  }))
}

function inContainer(files: TlsFiles | undefined) {
  const folders = tlsFolders(files)
  const place = (path: string | undefined): string =>
    path === undefined
      ? ''
      : `${folders.find(({ folder }) => folder === dirname(path))?.target}/${basename(path)}`
  return {
    certificate: place(files?.certificate),
    key: place(files?.key),
    authority: place(files?.authority),
  }
}

function nextOf({ nodes }: Deployment, { uid, out }: EmitOptions): string[] {
  const folders = ['storage', 'snapshots'].flatMap((folder) =>
    nodes.length > 1 ? nodes.map((node) => `${folder}/${node}`) : [folder],
  )
  const user = containerUser(uid)
  return [
    `cd ${shell(out)}`,
    uid === user ? `mkdir -p ${folders.join(' ')}` : `install -d -o ${user} -g ${user} ${folders.join(' ')}`,
    'docker compose up -d --wait',
  ]
}
