import type { Deployment, Settings, SettingValue } from './deployment.ts'

/** Where a target keeps things; paths as the server is to read them. */
export interface Place {
  readonly tls: {
    readonly certificate: string | undefined
    readonly key: string | undefined
    readonly authority: string
  }
  /** Folder of all data. */
  readonly data: string
}

/**
 * The settings as they hold there: files and folders are elsewhere, and a server that runs by itself on an address listens on
 * all of its container's or machine's.
 */
export function placedSettings(deployment: Deployment, { tls, data }: Place, host?: string): Settings {
  const placed = new Map<string, SettingValue>(deployment.settings)
  if (host !== undefined) placed.set('service.host', host)
  placed.set('storage.storage_path', `${data}/storage`)
  placed.set('storage.snapshots_path', `${data}/snapshots`)
  if (placed.has('storage.temp_path')) placed.set('storage.temp_path', `${data}/storage/temp`)
  if (placed.get('audit.enabled') === true) placed.set('audit.dir', `${data}/storage/audit`)
  // The image and the package have their own.
  placed.delete('service.static_content_dir')
  for (const path of ['tls.cert', 'tls.key', 'tls.ca_cert']) placed.delete(path)
  if (deployment.files === undefined) return placed
  if (tls.certificate !== undefined) placed.set('tls.cert', tls.certificate)
  if (tls.key !== undefined) placed.set('tls.key', tls.key)
  // Without a CA file Qdrant takes any certificate for its own downloads; the default names a file that is not there.
  placed.set('tls.ca_cert', deployment.files.authority === undefined ? null : tls.authority)
  return placed
}
