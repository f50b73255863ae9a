import type { NamedKey } from '../keys/format.ts'

/** What a new `config.yaml` says. Secrets are not here: they come in through `secrets`. */
export interface DocumentShape {
  /** Who wrote the file, for its first line: `qdrant-auth init`. */
  writtenBy: string
  tls: boolean
  /** Demand a client certificate on REST. gRPC cannot demand one, so it is closed unless `keepGrpc`. */
  mtls: boolean
  keepGrpc: boolean
  cluster: boolean
  secrets: SecretsPlace
}

/** Where the keys are: in this file, in `config/local.yaml` above it, or in environment variables. */
export type SecretsPlace =
  | { in: 'inline'; keys: readonly NamedKey[] }
  | { in: 'overlay' }
  | { in: 'env'; file: string }

/** The text of a commented `config.yaml` that the server reads exactly as it looks. */
export function configDocument(shape: DocumentShape): string {
  const sections = [header(shape), service(shape)]
  if (shape.tls) sections.push(tls(shape))
  if (shape.cluster) sections.push(cluster(shape))
  return sections.join('\n')
}

/** The overlay that holds the keys and nothing else. */
export function secretsOverlay(writtenBy: string, keys: readonly NamedKey[]): string {
  return `# The keys of this Qdrant, written by ${writtenBy}. Keep this file at mode 0600 and out of version control.
# Qdrant reads it after config.yaml, as config/local.yaml of the directory it is started in.
service:
${keyLines(keys)}`
}

/** Always quoted: the server turns an unquoted `1e10` into 10000000000 and drops an unquoted `null`. */
const keyLines = (keys: readonly NamedKey[]): string =>
  keys.map(({ name, key }) => `  ${name}: ${JSON.stringify(key)}\n`).join('')

function header({ writtenBy, secrets }: DocumentShape): string {
  const where = {
    inline: 'The keys are in this file: keep it at mode 0600 and out of version control.',
    overlay: 'The keys are in config/local.yaml, which Qdrant reads after this file.',
    env: `The keys come from the environment: ${secrets.in === 'env' ? secrets.file : ''}.`,
  }[secrets.in]
  return `# Qdrant configuration, written by ${writtenBy}.
# Qdrant reads it as config/config.yaml of the directory it is started in; paths start from that directory too.
# ${where}
`
}

function service({ tls, mtls, keepGrpc, cluster, secrets }: DocumentShape): string {
  const keys = secrets.in === 'inline' ? keyLines(secrets.keys) : ''
  const host = tls
    ? '  # Every interface. Callers need a key or token, and talk TLS.\n  host: 0.0.0.0\n'
    : '  # Without TLS a key can be read on the network, so only this machine may connect.\n  host: 127.0.0.1\n'
  return `service:
${host}  http_port: 6333
${grpc(mtls, keepGrpc)}${keys}  # Accept tokens signed with api_key (qdrant-auth jwt mint).
  jwt_rbac: true
${tls ? '  # TLS on every client port, with the certificate named below.\n  enable_tls: true\n' : ''}${mtls ? clientCertificates : ''}${cluster ? internalAuth : ''}`
}

function grpc(mtls: boolean, keepGrpc: boolean): string {
  if (!mtls) return '  grpc_port: 6334\n'
  if (keepGrpc)
    return '  # Qdrant asks for client certificates on REST only: gRPC stays open to whoever has a key.\n  grpc_port: 6334\n'
  return '  # Closed: Qdrant cannot ask for client certificates on gRPC.\n  grpc_port: null\n'
}

const clientCertificates = `  # Demand a certificate of the CA below from every REST client.
  verify_https_client_certificate: true
`

const internalAuth = `  # Nodes show each other their key as well. Every node needs the same api_key.
  enforce_internal_auth: true
`

function tls({ cluster }: DocumentShape): string {
  return `tls:
  cert: ./tls/cert.pem
  key: ./tls/key.pem
  # Trusted for client certificates${cluster ? ', other nodes' : ''} and Qdrant's own downloads.
  ca_cert: ./tls/cacert.pem
  # Seconds after which REST takes a renewed certificate. gRPC${cluster ? ' and the node port need' : ' needs'} a restart.
  cert_ttl: 3600
`
}

function cluster({ tls }: DocumentShape): string {
  return `cluster:
  enabled: true
  p2p:
    port: 6335
${tls ? '    # Nodes prove themselves with their certificates. Start every node with an https:// --uri.\n    enable_tls: true\n' : ''}`
}
