import { X509Certificate } from 'node:crypto'
import { fieldsOf } from '../certs/describe.ts'
import type { Style } from '../cli/style.ts'
import { columns } from '../cli/table.ts'
import { PAGE_WIDTH } from '../cli/wrap.ts'
import { type Credential, DOOR_NAMES, type NodeFacts, type PortFacts, takesTokens } from '../doctor/facts.ts'
import { fingerprint } from '../keys/fingerprint.ts'
import { shown } from '../shown.ts'

/** What a node is, port by port, and then who gets in where. */
export function nodesInWords(nodes: readonly NodeFacts[], style: Style): string {
  const access = accessTable(nodes)
  return [
    ...nodes.filter(({ target }) => target.url !== undefined).map((node) => nodeInWords(node, style)),
    access.length > 0 ? `${columns(access)}\n` : '',
  ].join('')
}

function nodeInWords({ target, root, addresses, ports, now }: NodeFacts, style: Style): string {
  const version = root?.version === undefined ? '' : `  Qdrant ${root.version}`
  const rows = ports.map((port) => [`  ${NAMES[port.name]}`, String(port.number), ...portWords(port, now)])
  return `${style.bold(target.name)}  ${target.url?.origin}${version}  ${style.dim(addresses.join(' '))}\n${columns(rows, PAGE_WIDTH)}\n`
}

const NAMES: Record<PortFacts['name'], string> = { ...DOOR_NAMES, metrics: 'metrics', p2p: 'nodes' }

function portWords({ state, reason, served }: PortFacts, now: Date): string[] {
  if (state === 'plain') return ['plain text']
  if (state !== 'tls' || served === undefined)
    return [state === 'closed' ? 'nobody listens' : `no answer: ${reason}`]
  const [leaf] = served.chain
  const ends = leaf === undefined ? '' : fieldsOf(new X509Certificate(leaf), now).notAfter.slice(0, 10)
  const demand = { true: 'a client certificate is demanded', false: 'no client certificate is demanded' }
  return [
    `${served.protocol} ${served.cipher}`,
    [`certificate until ${ends}`, demand[String(served.demandsCertificate) as 'true'] ?? []]
      .flat()
      .join(', '),
  ]
}

/** Nodes down, credentials across; the last column says whether tokens are taken. Empty where no door was found. */
function accessTable(nodes: readonly NodeFacts[]): string[][] {
  const credentials = new Map<string, Credential>()
  for (const { doors } of nodes)
    for (const { received } of Object.values(doors))
      for (const { credential } of received)
        if (!credentials.has(credential.value)) credentials.set(credential.value, credential)
  const rows = nodes.flatMap(({ target, doors }) =>
    (['rest', 'grpc'] as const).flatMap((name) => {
      const door = doors[name]
      if (door === undefined) return []
      const cells = [...credentials.keys()].map(
        (value) => door.received.find(({ credential }) => credential.value === value)?.reception ?? '',
      )
      const tokens = { true: 'accepted', false: 'off' }[String(takesTokens(door)) as 'true'] ?? 'unknown'
      return [
        [
          target.name,
          DOOR_NAMES[name],
          word(door.stranger.kind),
          word(door.randomKey.kind),
          ...cells,
          tokens,
        ],
      ]
    }),
  )
  if (rows.length === 0) return []
  const known = [...credentials.values()]
  return [
    ['node', '', 'no key', 'random key', ...known.map(({ name }) => name), 'tokens'],
    ...(known.length === 0 ? [] : [['', '', '', '', ...known.map(({ value }) => fingerprint(value)), '']]),
    ...rows,
  ]
}

const word = (kind: string): string =>
  ({ ok: 'open', unauthenticated: 'refused', forbidden: 'refused', failed: 'no answer' })[kind] ?? 'unknown'

/** A node for scripts; credentials by their fingerprints. */
export function nodeJson(node: NodeFacts): object {
  const { target, root, addresses, unresolved, ports, doors, unsent, now } = node
  return {
    name: target.name,
    url: target.url === undefined ? null : target.url.origin + target.url.pathname,
    directory: target.directory ?? null,
    version: root?.version ?? null,
    addresses,
    ...(unresolved !== undefined && { unresolved }),
    ports: ports.map((port) => portJson(port, now)),
    access: Object.fromEntries(
      Object.entries(doors).map(([name, door]) => [
        name,
        {
          noKey: door.stranger.kind,
          randomKey: door.randomKey.kind,
          tokens: takesTokens(door) ?? null,
          ...(name in unsent && { notSent: unsent[name as keyof typeof unsent] }),
          credentials: door.received.map(({ credential, reception, text }) => ({
            name: credential.name,
            fingerprint: fingerprint(credential.value),
            reception,
            answer: text,
          })),
        },
      ]),
    ),
    cors: node.cors ?? null,
    dashboard: node.dashboard ?? null,
    metrics: node.metrics?.kind ?? null,
    peers: node.peers?.kind ?? null,
    active: node.active ?? null,
  }
}

function portJson({ name, host, number, state, reason, served }: PortFacts, now: Date): object {
  return {
    port: name,
    host,
    number,
    state,
    reason: reason ?? null,
    tls:
      served === undefined
        ? null
        : {
            protocol: served.protocol,
            cipher: served.cipher,
            trusted: served.distrust === undefined,
            distrust: served.distrust ?? null,
            demandsClientCertificate: served.demandsCertificate ?? null,
            chain: served.chain.map((der) => {
              const { subject, issuer, names, notBefore, notAfter, sha256 } = fieldsOf(
                new X509Certificate(der),
                now,
              )
              return {
                subject: shown(subject),
                issuer: shown(issuer),
                notBefore,
                notAfter,
                names: names.map(shown),
                sha256,
              }
            }),
          },
  }
}
