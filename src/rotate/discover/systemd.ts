import { QdrantAuthError } from '../../errors.ts'
import type { Inventory } from '../inventory.ts'
import { type Form, urlFor } from './form.ts'

/** Where the Debian package has its configuration; its unit is the user's own. */
const CONFIG = '/etc/qdrant/config.yaml'

/**
 * `n1,root@n2` → a node for each host: its config is `/etc/qdrant/config.yaml` there, and `systemctl restart qdrant` restarts
 * it, both over the system's ssh. Other paths and units go into an inventory.
 */
export function systemdInventory(hosts: string, { url, ...trust }: Form): Inventory {
  const names = hosts.split(',').filter(Boolean)
  // No colon: a host is the name of its node too.
  const odd = names.find((name) => !/^(?:[\w.-]+@)?\w[\w.-]*$/.test(name))
  if (names.length === 0 || odd !== undefined)
    throw new QdrantAuthError('bad-value', `${JSON.stringify(odd ?? hosts)} is no host`, {
      hints: ['write --systemd n1.example,root@n2.example'],
    })
  return {
    ...trust,
    nodes: names.map((login) => {
      const host = login.replace(/^.*@/, '')
      return {
        name: host,
        url: urlFor(url ?? 'https://{host}:6333', host),
        grpc: undefined,
        p2p: undefined,
        directory: undefined,
        holder: { kind: 'ssh' as const, host: login, path: CONFIG },
        restart: ['ssh', '-o', 'BatchMode=yes', '--', login, 'systemctl restart qdrant'],
      }
    }),
  }
}
