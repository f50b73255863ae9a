import authorizationText from '../../../templates/prometheus/authorization.yml?raw'
import prometheusText from '../../../templates/prometheus/prometheus.yml?raw'
import tlsText from '../../../templates/prometheus/tls.yml?raw'
import type { Deployment } from '../deployment.ts'
import { plain } from '../escape/plain.ts'
import { shell } from '../escape/shell.ts'
import { yaml, yamlList } from '../escape/yaml.ts'
import { type Escaped, NOTHING } from '../escaped.ts'
import { fill } from '../fill.ts'
import { hostPort } from '../proxy.ts'
import { callerFiles, type EmitOptions, type EmittedFile, type Target } from '../target.ts'

const CREDENTIAL = 'scrape-credential'

/** Where Prometheus may read: the folders of Qdrant are closed to its user. */
const folderOf = ({ name }: Deployment): string => `/etc/prometheus/${name}`

export const prometheus: Target = {
  name: 'prometheus',
  summary: 'a scrape job with the credential in a file, and the CA',
  serves: false,
  references: (deployment) => [
    ...callerFiles(deployment),
    ...(needsCredential(deployment) && deployment.token !== undefined
      ? [{ what: 'the token file', path: deployment.token }]
      : []),
  ],
  emit: (deployment, options) => ({
    files: [{ path: 'prometheus.yml', text: job(deployment, options) }, ...credentialFile(deployment)],
    next: nextOf(deployment, options),
  }),
}

/** The metrics port asks nobody. */
const needsCredential = ({ authentication, ports }: Deployment): boolean =>
  authentication && ports.metrics === undefined

function job(deployment: Deployment, options: EmitOptions): Escaped {
  const { name, nodes, tls, ports, client } = deployment
  const port = ports.metrics ?? ports.rest
  const hosts = nodes.length > 1 ? nodes : [options.upstream]
  const file = (of: string) => yaml(`${folderOf(deployment)}/${of}`)
  return fill(prometheusText, {
    name: yaml(name),
    scheme: plain(tls ? 'https' : 'http'),
    authorization: needsCredential(deployment) ? fill(authorizationText, { file: file('token') }) : NOTHING,
    tls: tls
      ? fill(tlsText, {
          authority: file('cacert.pem'),
          server_name: yaml(options.serverName),
          client:
            client === undefined
              ? NOTHING
              : (`cert_file: ${file('client.pem')}\nkey_file: ${file('client-key.pem')}` as Escaped),
        })
      : NOTHING,
    targets: yamlList(hosts.map((host) => hostPort(host, port))),
  })
}

/** Where there is no token, the key that may read; never the one that may do everything. */
function credentialFile(deployment: Deployment): EmittedFile[] {
  const key = deployment.secrets.get('service.read_only_api_key')
  if (!needsCredential(deployment) || deployment.token !== undefined || key === undefined) return []
  return [{ path: CREDENTIAL, text: key as Escaped, secret: true }]
}

function nextOf(deployment: Deployment, { out }: EmitOptions): string[] {
  const { tls, files, client, token } = deployment
  const folder = folderOf(deployment)
  const copies = [
    ...(needsCredential(deployment) ? [[token ?? CREDENTIAL, 'token']] : []),
    ...(tls && files?.authority !== undefined ? [[files.authority, 'cacert.pem']] : []),
    ...(client === undefined
      ? []
      : [
          [client.certificate, 'client.pem'],
          [client.key, 'client-key.pem'],
        ]),
  ]
  return [
    `cd ${shell(out)}`,
    ...(copies.length > 0 ? [`install -d -m 0750 -o root -g prometheus ${folder}`] : []),
    ...copies.map(
      ([from = '', to]) => `install -m 0640 -o root -g prometheus ${shell(from)} ${folder}/${to}`,
    ),
    'promtool check config prometheus.yml',
  ]
}
