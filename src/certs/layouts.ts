/** Names of the three files in a node's folder, as each kind of deployment expects them. */
export const LAYOUTS = {
  /** The server's own defaults (config/config.yaml). */
  qdrant: { certificate: 'cert.pem', key: 'key.pem', authority: 'cacert.pem' },
  /** A Secret of type kubernetes.io/tls, with the CA under the name the chart's own tests use. */
  kubernetes: { certificate: 'tls.crt', key: 'tls.key', authority: 'ca.pem' },
  /** What cert-manager writes. */
  'cert-manager': { certificate: 'tls.crt', key: 'tls.key', authority: 'ca.crt' },
} as const

export type Layout = keyof typeof LAYOUTS
