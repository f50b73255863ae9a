import nftText from '../../../templates/firewall/qdrant.nft?raw'
import ufwText from '../../../templates/firewall/ufw.sh?raw'
import type { Deployment } from '../deployment.ts'
import { plain } from '../escape/plain.ts'
import { shell } from '../escape/shell.ts'
import { type Escaped, lines } from '../escaped.ts'
import { fill } from '../fill.ts'
import { isIPv6Network } from '../networks.ts'
import type { EmitOptions, Target } from '../target.ts'

export const firewall: Target = {
  name: 'firewall',
  summary: 'nftables and ufw: clients, nodes, monitoring, each its ports',
  serves: false,
  references: () => [],
  emit: (deployment, options) => {
    const { name } = deployment
    return {
      files: [
        { path: `${name}.nft`, text: nft(deployment, options) },
        { path: `${name}-ufw.sh`, text: ufw(deployment, options) },
      ],
      next: [
        `cd ${shell(options.out)}`,
        `nft -c -f ${name}.nft && nft -f ${name}.nft`,
        `# or: sh ${name}-ufw.sh`,
      ],
    }
  },
}

interface Role {
  readonly name: 'clients' | 'peers' | 'monitors'
  readonly networks: readonly string[]
  readonly ports: readonly number[]
}

/** Nodes also fetch snapshots of shards from each other, over REST. Without a metrics port, monitoring asks REST. */
function rolesOf({ ports }: Deployment, { from }: EmitOptions): Role[] {
  const open = (...list: (number | undefined)[]) => list.filter((port) => port !== undefined)
  const roles: Role[] = [
    { name: 'clients', networks: from.clients, ports: open(ports.rest, ports.grpc) },
    {
      name: 'peers',
      networks: from.peers,
      ports: ports.p2p === undefined ? [] : open(ports.p2p, ports.rest),
    },
    { name: 'monitors', networks: from.monitors, ports: [ports.metrics ?? ports.rest] },
  ]
  return roles.filter((role) => role.networks.length > 0 && role.ports.length > 0)
}

const everyPort = ({ ports }: Deployment): number[] =>
  [ports.rest, ports.grpc, ports.p2p, ports.metrics].filter((port) => port !== undefined)

function nft(deployment: Deployment, options: EmitOptions): Escaped {
  const families = [
    { suffix: '4', type: 'ipv4_addr', match: 'ip', is: (text: string) => !isIPv6Network(text) },
    { suffix: '6', type: 'ipv6_addr', match: 'ip6', is: isIPv6Network },
  ]
  const parts = rolesOf(deployment, options).flatMap((role) =>
    families.flatMap(({ suffix, type, match, is }) => {
      const networks = role.networks.filter(is).map(plain)
      const set = `${role.name}${suffix}`
      return networks.length === 0
        ? []
        : [
            {
              set: `set ${set} {\n    type ${type}\n    flags interval\n    auto-merge\n    elements = { ${networks.join(', ')} }\n}` as Escaped,
              rule: `${match} saddr @${set} tcp dport { ${role.ports.join(', ')} } accept` as Escaped,
            },
          ]
    }),
  )
  return fill(nftText, {
    table: plain(deployment.name.replaceAll('-', '_')),
    sets: lines(parts.map(({ set }) => set)),
    rules: lines(parts.map(({ rule }) => rule)),
    ports: plain(everyPort(deployment).join(',')),
  })
}

function ufw(deployment: Deployment, options: EmitOptions): Escaped {
  const allowed = rolesOf(deployment, options).flatMap(({ name, networks, ports }) =>
    networks.flatMap((network) =>
      ports.map(
        (port) =>
          `ufw allow proto tcp from ${plain(network)} to any port ${port} comment ${shell(`${deployment.name} ${name}`)}` as Escaped,
      ),
    ),
  )
  const denied = everyPort(deployment).map((port) => `ufw deny ${port}/tcp` as Escaped)
  return fill(ufwText, { rules: lines([...allowed, ...denied]) })
}
