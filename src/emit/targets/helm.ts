import metricsText from '../../../templates/helm/metrics.yaml?raw'
import mtlsProbesText from '../../../templates/helm/mtls-probes.yaml?raw'
import tlsText from '../../../templates/helm/tls.yaml?raw'
import valuesText from '../../../templates/helm/values.yaml?raw'
import { certificateChecksum } from '../certificate-checksum.ts'
import { type Deployment, imageOf } from '../deployment.ts'
import { plain } from '../escape/plain.ts'
import { shell } from '../escape/shell.ts'
import { helmYaml, yaml } from '../escape/yaml.ts'
import { type Escaped, lines, NOTHING } from '../escaped.ts'
import { fill } from '../fill.ts'
import {
  keysSecret,
  POD_TLS,
  podReferences,
  secretFile,
  tlsSecret,
  tlsSecretStep,
} from '../kubernetes-parts.ts'
import { placedSettings } from '../placed.ts'
import { secretEntries, secretsChecksum } from '../secrets.ts'
import { settingsYaml } from '../settings-yaml.ts'
import type { Target } from '../target.ts'

export const helm: Target = {
  name: 'helm',
  summary: 'values for the official chart, and the Secret apart from them',
  serves: true,
  references: podReferences,
  emit: (deployment, { out }) => ({
    files: [...secretFile(deployment), { path: 'values.yaml', text: values(deployment) }],
    next: [
      `cd ${shell(out)}`,
      'helm repo add qdrant https://qdrant.github.io/qdrant-helm',
      ...(deployment.secrets.size > 0 ? ['kubectl apply -f secret.yaml'] : []),
      ...tlsSecretStep(deployment),
      `helm upgrade --install ${deployment.name} qdrant/qdrant -n ${deployment.namespace} -f values.yaml`,
    ],
  }),
}

function values(deployment: Deployment): Escaped {
  const { version, nodes, podFiles: files, clientCertificates, ports } = deployment
  const settings = new Map(placedSettings(deployment, { tls: POD_TLS, data: '.' }, '0.0.0.0'))
  // The chart has a cluster unless it is told otherwise, and builds addresses from the other two.
  settings.set('cluster.enabled', deployment.clustered)
  settings.set('cluster.p2p.port', BigInt(ports.p2p ?? 6335))
  settings.set('cluster.p2p.enable_tls', deployment.nodeTls)
  return fill(valuesText, {
    replicas: nodes.length,
    tag: yaml(`v${version}`),
    env: environment(deployment),
    config: settingsYaml(settings, helmYaml),
    ports: portList(deployment),
    probes: clientCertificates
      ? fill(mtlsProbesText, { image: yaml(imageOf(deployment)), port: ports.rest })
      : NOTHING,
    checksums: lines([
      `qdrant-auth/keys: ${yaml(secretsChecksum(deployment))}` as Escaped,
      ...certificateChecksum(deployment),
    ]),
    tls: files === undefined ? NOTHING : fill(tlsText, { secret: yaml(tlsSecret(deployment)) }),
    metrics: metrics(deployment),
  })
}

/** Variables win over every file, and are read from the Secret by the kubelet and nobody else. */
function environment(deployment: Deployment): Escaped {
  const secret = yaml(keysSecret(deployment))
  const entries = secretEntries(deployment).map(
    ({ key, variable }) =>
      `  - {name: ${plain(variable)}, valueFrom: {secretKeyRef: {name: ${secret}, key: ${plain(key)}}}}` as Escaped,
  )
  return entries.length === 0 ? NOTHING : lines(['env:' as Escaped, ...entries])
}

/** The whole list: Helm puts one list in the place of another. */
function portList({ ports, clientCertificates }: Deployment): Escaped {
  const entry = (name: string, port: number, checked: boolean) =>
    `- {name: ${plain(name)}, port: ${port}, targetPort: ${port}, protocol: TCP, checksEnabled: ${checked}}` as Escaped
  return lines([
    entry('http', ports.rest, !clientCertificates),
    ...(ports.grpc === undefined ? [] : [entry('grpc', ports.grpc, false)]),
    ...(ports.metrics === undefined ? [] : [entry('metrics', ports.metrics, false)]),
    // The chart's second Service is made from this list as well.
    entry('p2p', ports.p2p ?? 6335, false),
  ])
}

/**
 * The chart's ServiceMonitor speaks plain HTTP whatever it is told, so behind TLS it is left out. The full key is not given to
 * Prometheus.
 */
function metrics(deployment: Deployment): Escaped {
  const { tls, ports, secrets } = deployment
  if (tls) return NOTHING
  const withKey = ports.metrics === undefined && secrets.has('service.read_only_api_key')
  const secret = yaml(keysSecret(deployment))
  return fill(metricsText, {
    target: ports.metrics === undefined ? NOTHING : ('targetPort: metrics' as Escaped),
    authorization: withKey
      ? (`authorization: {type: Bearer, credentials: {name: ${secret}, key: read-only-api-key}}` as Escaped)
      : NOTHING,
  })
}
