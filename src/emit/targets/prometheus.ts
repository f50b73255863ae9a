import { join } from 'node:path'
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
  emit: (deployment, options) => {
    const file = credentialFile(deployment)
    return {
      files: [
        { path: 'prometheus.yml', text: job(deployment, options) },
        ...(file === undefined ? [] : [file]),
      ],
      next: [
        `cd ${shell(options.out)}`,
        'promtool check config prometheus.yml',
        ...readable(deployment, options),
      ],
    }
  },
}

/** The metrics port asks nobody. */
const needsCredential = ({ authentication, ports }: Deployment): boolean =>
  authentication && ports.metrics === undefined

function job(deployment: Deployment, options: EmitOptions): Escaped {
  const { name, nodes, tls, ports, files, client } = deployment
  const port = ports.metrics ?? ports.rest
  const hosts = nodes.length > 1 ? nodes : [options.upstream]
  return fill(prometheusText, {
    name: yaml(name),
    scheme: plain(tls ? 'https' : 'http'),
    authorization: needsCredential(deployment)
      ? fill(authorizationText, { file: yaml(deployment.token ?? join(options.out, CREDENTIAL)) })
      : NOTHING,
    tls: tls
      ? fill(tlsText, {
          authority: yaml(files?.authority ?? ''),
          server_name: yaml(options.serverName),
          client:
            client === undefined
              ? NOTHING
              : (`cert_file: ${yaml(client.certificate)}\nkey_file: ${yaml(client.key)}` as Escaped),
        })
      : NOTHING,
    targets: yamlList(hosts.map((host) => hostPort(host, port))),
  })
}

/** Where there is no token, the key that may read; never the one that may do everything. */
function credentialFile(deployment: Deployment): EmittedFile | undefined {
  const key = deployment.secrets.get('service.read_only_api_key')
  if (!needsCredential(deployment) || deployment.token !== undefined || key === undefined) return undefined
  return { path: CREDENTIAL, text: key as Escaped, secret: true }
}

function readable(deployment: Deployment, { out }: EmitOptions): string[] {
  if (!needsCredential(deployment)) return []
  const path = deployment.token ?? join(out, CREDENTIAL)
  return [`setfacl -m u:prometheus:r ${shell(path)}`]
}
