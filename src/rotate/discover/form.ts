import { QdrantAuthError } from '../../errors.ts'
import { parseServerUrl } from '../../server/rest.ts'
import type { Inventory } from '../inventory.ts'

/** What a person adds to what can be found out. */
export interface Form extends Pick<Inventory, 'authority' | 'identity'> {
  /** How every node is reached: `https://{host}:6333`. */
  url: string | undefined
}

/** The form with a host in it. */
export function urlFor(form: string, host: string): URL {
  if (form.includes('{host}')) return parseServerUrl(form.replaceAll('{host}', host))
  throw new QdrantAuthError('usage', '--url must hold {host}: there are several nodes', {
    hints: ['write --url https://{host}:6333'],
  })
}
