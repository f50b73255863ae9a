import keysText from '../../../templates/systemd/keys.txt?raw'
import tlsText from '../../../templates/systemd/tls.txt?raw'
import unitText from '../../../templates/systemd/unit.service?raw'
import type { Deployment } from '../deployment.ts'
import { plain } from '../escape/plain.ts'
import { shell } from '../escape/shell.ts'
import { systemdCommand } from '../escape/systemd.ts'
import { yaml } from '../escape/yaml.ts'
import { type Escaped, lines } from '../escaped.ts'
import { fill } from '../fill.ts'
import { placedSettings } from '../placed.ts'
import { secretsYaml } from '../secrets.ts'
import { settingsYaml } from '../settings-yaml.ts'
import { serverFiles, type Target } from '../target.ts'

const BINARY = '/usr/bin/qdrant'

export const systemd: Target = {
  name: 'systemd',
  summary: 'a hardened unit that gets its keys by LoadCredential',
  serves: true,
  references: serverFiles,
  emit: (deployment, { out }) => {
    const { name, version, secrets } = deployment
    const folder = plain(`/etc/${name}`)
    const settings = placedSettings(deployment, {
      // Certificate and key come by the unit, which names them.
      tls: { certificate: undefined, key: undefined, authority: `${folder}/tls/cacert.pem` },
      data: `/var/lib/${name}`,
    })
    return {
      files: [
        {
          path: `${name}.service`,
          text: fill(unitText, {
            version: plain(version),
            command: command(deployment),
            directory: folder,
            credentials: lines([
              ...(secrets.size > 0 ? [fill(keysText, { folder })] : []),
              ...(deployment.files === undefined ? [] : [fill(tlsText, { folder })]),
            ]),
            capabilities: capabilities(deployment),
          }),
        },
        { path: 'config.yaml', text: settingsYaml(settings, yaml) },
        ...(secrets.size > 0
          ? [{ path: 'keys.yaml', text: secretsYaml(deployment), secret: true as const }]
          : []),
      ],
      next: nextOf(deployment, out),
    }
  },
}

function command({ secrets, clustered, nodeTls, nodes, ports }: Deployment): Escaped {
  // systemd knows `%d` only outside the quotes of our escape, so this word is written by itself.
  const keys = secrets.size > 0 ? ' --config-path %d/keys.yaml' : ''
  const address = `${nodeTls ? 'https' : 'http'}://${nodes[0]}:${ports.p2p ?? 6335}`
  return `${BINARY}${keys}${clustered ? ` --uri ${systemdCommand(address)}` : ''}` as Escaped
}

/** Ports below 1024 need a capability, and nothing else does. */
const capabilities = ({ ports }: Deployment): Escaped =>
  (Object.values(ports).some((port) => port !== undefined && port < 1024)
    ? 'AmbientCapabilities=CAP_NET_BIND_SERVICE\nCapabilityBoundingSet=CAP_NET_BIND_SERVICE'
    : 'CapabilityBoundingSet=') as Escaped

function nextOf({ name, secrets, files, filesOfNode, nodes }: Deployment, out: string): string[] {
  const own = filesOfNode.get(nodes[0] ?? '') ?? files
  const install = (mode: string, from: string, to: string) =>
    `install -D -m ${mode} -o root -g root ${shell(from)} ${to}`
  return [
    `cd ${shell(out)}`,
    install('0644', 'config.yaml', `/etc/${name}/config/config.yaml`),
    ...(secrets.size > 0 ? [install('0600', 'keys.yaml', `/etc/${name}/keys.yaml`)] : []),
    ...(own === undefined
      ? []
      : [
          install('0644', own.certificate, `/etc/${name}/tls/cert.pem`),
          install('0600', own.key, `/etc/${name}/tls/key.pem`),
          ...(own.authority === undefined
            ? []
            : [install('0644', own.authority, `/etc/${name}/tls/cacert.pem`)]),
        ]),
    install('0644', `${name}.service`, `/etc/systemd/system/${name}.service`),
    `systemctl daemon-reload && systemctl enable --now ${name}`,
  ]
}
