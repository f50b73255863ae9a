import { expect, test } from 'vitest'
import { configDocument, secretsOverlay } from '../../src/config/document.ts'

const NODE = {
  writtenBy: 'qdrant-auth init',
  tls: true,
  mtls: false,
  keepGrpc: false,
  cluster: false,
  secrets: { in: 'overlay' },
} as const
const KEYS = [
  { name: 'api_key', key: 'a"b' },
  { name: 'read_only_api_key', key: 'c' },
]

test('without TLS only this machine may connect', () => {
  expect(configDocument({ ...NODE, tls: false })).toBe(`# Qdrant configuration, written by qdrant-auth init.
# Qdrant reads it as config/config.yaml of the directory it is started in; paths start from that directory too.
# The keys are in config/local.yaml, which Qdrant reads after this file.

service:
  # Without TLS a key can be read on the network, so only this machine may connect.
  host: 127.0.0.1
  http_port: 6333
  grpc_port: 6334
  # Accept tokens signed with api_key (qdrant-auth jwt mint).
  jwt_rbac: true
`)
})

test('a node of a cluster with client certificates and its keys in the environment', () => {
  const secrets = { in: 'env', file: 'qdrant.env' } as const
  expect(
    configDocument({ ...NODE, mtls: true, cluster: true, secrets }),
  ).toBe(`# Qdrant configuration, written by qdrant-auth init.
# Qdrant reads it as config/config.yaml of the directory it is started in; paths start from that directory too.
# The keys come from the environment: qdrant.env.

service:
  # Every interface. Callers need a key or token, and talk TLS.
  host: 0.0.0.0
  http_port: 6333
  # Closed: Qdrant cannot ask for client certificates on gRPC.
  grpc_port: null
  # Accept tokens signed with api_key (qdrant-auth jwt mint).
  jwt_rbac: true
  # TLS on every client port, with the certificate named below.
  enable_tls: true
  # Demand a certificate of the CA below from every REST client.
  verify_https_client_certificate: true
  # Nodes show each other their key as well. Every node needs the same api_key.
  enforce_internal_auth: true

tls:
  cert: ./tls/cert.pem
  key: ./tls/key.pem
  # Trusted for client certificates, other nodes and Qdrant's own downloads.
  ca_cert: ./tls/cacert.pem
  # Seconds after which REST takes a renewed certificate. gRPC and the node port need a restart.
  cert_ttl: 3600

cluster:
  enabled: true
  p2p:
    port: 6335
    # Nodes prove themselves with their certificates. Start every node with an https:// --uri.
    enable_tls: true
`)
})

test('a single server with client certificates that keeps gRPC, its keys in the file', () => {
  const secrets = { in: 'inline', keys: KEYS } as const
  expect(
    configDocument({ ...NODE, mtls: true, keepGrpc: true, secrets }),
  ).toBe(`# Qdrant configuration, written by qdrant-auth init.
# Qdrant reads it as config/config.yaml of the directory it is started in; paths start from that directory too.
# The keys are in this file: keep it at mode 0600 and out of version control.

service:
  # Every interface. Callers need a key or token, and talk TLS.
  host: 0.0.0.0
  http_port: 6333
  # Qdrant asks for client certificates on REST only: gRPC stays open to whoever has a key.
  grpc_port: 6334
  api_key: "a\\"b"
  read_only_api_key: "c"
  # Accept tokens signed with api_key (qdrant-auth jwt mint).
  jwt_rbac: true
  # TLS on every client port, with the certificate named below.
  enable_tls: true
  # Demand a certificate of the CA below from every REST client.
  verify_https_client_certificate: true

tls:
  cert: ./tls/cert.pem
  key: ./tls/key.pem
  # Trusted for client certificates and Qdrant's own downloads.
  ca_cert: ./tls/cacert.pem
  # Seconds after which REST takes a renewed certificate. gRPC needs a restart.
  cert_ttl: 3600
`)
})

test('a cluster without TLS', () => {
  expect(
    configDocument({ ...NODE, tls: false, cluster: true })
      .split('\n\n')
      .slice(1),
  ).toEqual([
    `service:
  # Without TLS a key can be read on the network, so only this machine may connect.
  host: 127.0.0.1
  http_port: 6333
  grpc_port: 6334
  # Accept tokens signed with api_key (qdrant-auth jwt mint).
  jwt_rbac: true
  # Nodes show each other their key as well. Every node needs the same api_key.
  enforce_internal_auth: true`,
    `cluster:
  enabled: true
  p2p:
    port: 6335
`,
  ])
})

test('TLS without client certificates leaves gRPC as it is', () => {
  const text = configDocument(NODE)
  expect(text).toContain('  http_port: 6333\n  grpc_port: 6334\n')
  expect(text).toContain('\n  enable_tls: true\n\ntls:\n')
  expect(text).not.toContain('verify_https_client_certificate')
})

test('the overlay holds the keys and nothing else', () => {
  expect(
    secretsOverlay('qdrant-auth init', KEYS),
  ).toBe(`# The keys of this Qdrant, written by qdrant-auth init. Keep this file at mode 0600 and out of version control.
# Qdrant reads it after config.yaml, as config/local.yaml of the directory it is started in.
service:
  api_key: "a\\"b"
  read_only_api_key: "c"
`)
})
