import networkPolicyText from '../../templates/kubernetes/network-policy.yaml?raw'
import secretText from '../../templates/kubernetes/secret.yaml?raw'
import type { Deployment } from './deployment.ts'
import { plain } from './escape/plain.ts'
import { shell } from './escape/shell.ts'
import { yaml } from './escape/yaml.ts'
import { type Escaped, lines } from './escaped.ts'
import { fill } from './fill.ts'
import { withPrefix } from './networks.ts'
import { podNames } from './pods.ts'
import { secretEntries, secretsYaml } from './secrets.ts'
import type { EmitOptions, EmittedFile, Reference, TargetName } from './target.ts'
import { tlsReferences } from './target.ts'

/** Labels as the official chart has them; what the chart installs is found by the same policy. */
const selectorOf = ({ name }: Deployment): Record<string, string> => ({
  'app.kubernetes.io/name': 'qdrant',
  'app.kubernetes.io/instance': name,
})

const mapping = (entries: Record<string, string>): Escaped =>
  `{${Object.entries(entries)
    .map(([key, value]) => `${key}: ${yaml(value)}`)
    .join(', ')}}` as Escaped

export const keysSecret = (deployment: Deployment): string => `${podNames(deployment).service}-keys`

export const tlsSecret = (deployment: Deployment): string => `${podNames(deployment).service}-tls`

/** Where the chart's own tests have them. */
export const POD_TLS = {
  certificate: '/mnt/secrets/certs/tls.crt',
  key: '/mnt/secrets/certs/tls.key',
  authority: '/mnt/secrets/certs/ca.pem',
}

/** What every object has. */
export const commonValues = (deployment: Deployment) => ({
  service: yaml(podNames(deployment).service),
  namespace: yaml(deployment.namespace),
  labels: mapping(selectorOf(deployment)),
})

export const selector = (deployment: Deployment): Escaped => mapping(selectorOf(deployment))

/** `local.yaml` for the server, and every key by itself for who else needs one. */
export function secretFile(deployment: Deployment): EmittedFile[] {
  if (deployment.secrets.size === 0) return []
  const { namespace, labels } = commonValues(deployment)
  const local = secretsYaml(deployment).split('\n')
  const entries = lines([
    ...secretEntries(deployment).map(({ key, value }) => `${plain(key)}: ${yaml(value)}` as Escaped),
    'local.yaml: |' as Escaped,
    ...local.map((line) => `  ${line}` as Escaped),
  ])
  const text = fill(secretText, { secret: yaml(keysSecret(deployment)), namespace, labels, entries })
  return [{ path: 'secret.yaml', text, secret: true }]
}

/** The one certificate of all pods. */
export const podReferences = (deployment: Deployment): Reference[] => {
  const { podFiles: files, nodes, namespace } = deployment
  const { service } = podNames(deployment)
  return tlsReferences(
    files,
    `all pods share one certificate: qdrant-auth certs init --helm ${service} --namespace ${namespace} --replicas ${nodes.length}`,
  )
}

/** Makes the Secret of certificate and key without a copy of them lying about. */
export function tlsSecretStep(deployment: Deployment): string[] {
  const { podFiles: files, namespace } = deployment
  if (files === undefined) return []
  const from = (name: string, path: string) => `--from-file=${name}=${shell(path)}`
  const parts = [
    from('tls.crt', files.certificate),
    from('tls.key', files.key),
    ...(files.authority === undefined ? [] : [from('ca.pem', files.authority)]),
  ]
  const make = `kubectl create secret generic ${tlsSecret(deployment)} -n ${namespace} ${parts.join(' ')}`
  // Applied, so that the same line puts renewed files in the place of the old ones.
  return [`${make} --dry-run=client -o yaml | kubectl apply -f -`]
}

export function networkPolicy(
  deployment: Deployment,
  { from }: EmitOptions,
  target: TargetName,
): EmittedFile {
  const { ports } = deployment
  const pods = selector(deployment)
  const rule = (peers: readonly Escaped[], allowed: readonly (number | undefined)[]): Escaped[] => {
    const open = allowed.filter((port) => port !== undefined)
    if (open.length === 0) return []
    const list = open.map((port) => `    - {protocol: TCP, port: ${port}}`)
    return [['- from:', ...peers.map((peer) => `    - ${peer}`), '  ports:', ...list].join('\n') as Escaped]
  }
  const labelled = (key: string, value: string) =>
    `podSelector: {matchLabels: {${plain(key)}: ${yaml(value)}}}` as Escaped
  const networks = (list: readonly string[]) =>
    list.map((one) => `ipBlock: {cidr: ${yaml(withPrefix(one))}}` as Escaped)
  const monitoring = 'namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}' as Escaped
  const nodes = `podSelector: {matchLabels: ${pods}}` as Escaped
  const client = labelled(`${podNames(deployment).service}-client`, 'true')
  const p2p = ports.p2p === undefined ? [] : rule([nodes, ...networks(from.peers)], [ports.p2p, ports.rest])
  return {
    path: 'network-policy.yaml',
    text: fill(networkPolicyText, {
      target: plain(target),
      ...commonValues(deployment),
      selector: pods,
      ingress: lines([
        ...rule([client, ...networks(from.clients)], [ports.rest, ports.grpc]),
        ...p2p,
        ...rule([monitoring, ...networks(from.monitors)], [ports.metrics ?? ports.rest]),
      ]),
      egress: lines(p2p.map((text) => text.replace('- from:', '- to:') as Escaped)),
    }),
  }
}

/** What a client's pods need, where the policy holds. */
export const clientLabelStep = (deployment: Deployment): string =>
  `kubectl label pod YOUR-CLIENT -n ${deployment.namespace} ${podNames(deployment).service}-client=true`
