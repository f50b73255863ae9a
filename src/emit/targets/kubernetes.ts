import clusterText from '../../../templates/kubernetes/cluster.yaml?raw'
import httpText from '../../../templates/kubernetes/probes-http.yaml?raw'
import tcpText from '../../../templates/kubernetes/probes-tcp.yaml?raw'
import qdrantText from '../../../templates/kubernetes/qdrant.yaml?raw'
import { sha256 } from '../../sha256.ts'
import { certificateChecksum } from '../certificate-checksum.ts'
import { type Deployment, imageOf } from '../deployment.ts'
import { plain } from '../escape/plain.ts'
import { shell } from '../escape/shell.ts'
import { yaml } from '../escape/yaml.ts'
import { type Escaped, lines, NOTHING } from '../escaped.ts'
import { fill } from '../fill.ts'
import {
  clientLabelStep,
  commonValues,
  keysSecret,
  networkPolicy,
  POD_TLS,
  podReferences,
  secretFile,
  selector,
  tlsSecret,
  tlsSecretStep,
} from '../kubernetes-parts.ts'
import { placedSettings } from '../placed.ts'
import { podNames } from '../pods.ts'
import { secretsChecksum } from '../secrets.ts'
import { settingsYaml } from '../settings-yaml.ts'
import type { Target } from '../target.ts'

export const kubernetes: Target = {
  name: 'kubernetes',
  summary: 'StatefulSet, Services, Secret, NetworkPolicy, without a chart',
  serves: true,
  references: podReferences,
  emit: (deployment, options) => ({
    files: [
      ...secretFile(deployment),
      { path: 'qdrant.yaml', text: objects(deployment) },
      networkPolicy(deployment, options, 'kubernetes'),
    ],
    next: [
      `cd ${shell(options.out)}`,
      ...tlsSecretStep(deployment),
      `kubectl apply ${deployment.secrets.size > 0 ? '-f secret.yaml ' : ''}-f qdrant.yaml -f network-policy.yaml`,
      clientLabelStep(deployment),
    ],
  }),
}

function objects(deployment: Deployment): Escaped {
  const { version, nodes, ports, secrets, podFiles: files, clustered } = deployment
  const { service, headless } = podNames(deployment)
  const config = settingsYaml(placedSettings(deployment, { tls: POD_TLS, data: '.' }, '0.0.0.0'), yaml)
  const named = [
    ['http', ports.rest],
    ['grpc', ports.grpc],
    ['metrics', ports.metrics],
    ['p2p', ports.p2p],
  ] as const
  const open = named.flatMap(([name, port]) => (port === undefined ? [] : [[name, port] as const]))
  const servicePort = ([name, port]: readonly [string, number]) =>
    `- {name: ${name}, port: ${port}, targetPort: ${name}}` as Escaped
  return fill(qdrantText, {
    version: plain(version),
    ...commonValues(deployment),
    selector: selector(deployment),
    headless: yaml(headless),
    image: yaml(imageOf(deployment)),
    config,
    replicas: nodes.length,
    client_ports: lines(open.filter(([name]) => name !== 'p2p').map(servicePort)),
    all_ports: lines(open.map(servicePort)),
    container_ports: lines(
      open.map(([name, port]) => `- {name: ${name}, containerPort: ${port}}` as Escaped),
    ),
    checksums: checksums(deployment, config),
    command: clustered
      ? fill(clusterText, {
          scheme: plain(deployment.nodeTls ? 'https' : 'http'),
          service: plain(service),
          headless: plain(headless),
          port: ports.p2p ?? 6335,
        })
      : NOTHING,
    probes: deployment.clientCertificates
      ? fill(tcpText, {})
      : fill(httpText, { scheme: plain(deployment.tls ? 'HTTPS' : 'HTTP') }),
    mounts: lines([
      ...(secrets.size > 0
        ? [
            '- {name: keys, mountPath: /qdrant/config/local.yaml, subPath: local.yaml, readOnly: true}' as Escaped,
          ]
        : []),
      ...(files === undefined
        ? []
        : ['- {name: tls, mountPath: /mnt/secrets/certs, readOnly: true}' as Escaped]),
    ]),
    volumes: lines([
      ...(secrets.size > 0 ? [secretVolume('keys', keysSecret(deployment))] : []),
      ...(files === undefined ? [] : [secretVolume('tls', tlsSecret(deployment))]),
    ]),
  })
}

const secretVolume = (name: string, secret: string): Escaped =>
  `- {name: ${plain(name)}, secret: {secretName: ${yaml(secret)}, defaultMode: 0440}}` as Escaped

/** The keys go in as fingerprints. */
const checksums = (deployment: Deployment, config: string): Escaped =>
  lines([
    `qdrant-auth/config: ${yaml(sha256(config))}` as Escaped,
    ...(deployment.secrets.size > 0
      ? [`qdrant-auth/keys: ${yaml(secretsChecksum(deployment))}` as Escaped]
      : []),
    ...certificateChecksum(deployment),
  ])
