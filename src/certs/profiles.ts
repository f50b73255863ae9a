/** What a certificate is for. Qdrant's node port takes one pair as server and client, so a node needs both usages. */
export const ROLES = ['node', 'server', 'client'] as const

export type Role = (typeof ROLES)[number]

export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
export const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'

/** Extended key usages of each role (RFC 5280 section 4.2.1.12). */
export const USAGES: Record<Role, readonly string[]> = {
  node: [SERVER_AUTH, CLIENT_AUTH],
  server: [SERVER_AUTH],
  client: [CLIENT_AUTH],
}

/** One year: below the 398 and 825 days that browsers and Apple accept, should one open the dashboard. */
export const LEAF_DAYS = 365

/** Ten years, as mkcert, kubeadm and cockroach have it: a CA that dies early takes the cluster with it. */
export const CA_DAYS = 3650

/** Clocks of machines differ a little; a certificate is valid this long before it was made (cfssl, kubeadm). */
export const BACKDATE_SECONDS = 300

/** In milliseconds, as dates count. */
export const DAY = 24 * 60 * 60 * 1000
