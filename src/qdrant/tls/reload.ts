import type { TlsPort } from './ports.ts'

/** What was replaced: certificate and key, or the CA file. */
export type Replaced = 'pair' | 'ca'

/** How a port comes to use new files. */
export type Reload = 'within cert_ttl' | 'restart' | 'not used'

/**
 * When new files take effect (src/actix/certificate_helpers.rs, src/common/helpers.rs): REST reads the pair again at the
 * first handshake after `tls.cert_ttl` seconds (3600 by default, never with 0 or null) and keeps the old one where that
 * fails; everything else is read once.
 */
const RELOADS: Record<TlsPort, Record<Replaced, Reload>> = {
  rest: { pair: 'within cert_ttl', ca: 'restart' },
  metrics: { pair: 'within cert_ttl', ca: 'restart' },
  grpc: { pair: 'restart', ca: 'not used' },
  p2p: { pair: 'restart', ca: 'restart' },
}

/** `ttl` is the effective `tls.cert_ttl`, in seconds. */
export function reloadOf(port: TlsPort, replaced: Replaced, ttl: number | null): Reload {
  const reload = RELOADS[port][replaced]
  return reload === 'within cert_ttl' && (ttl === null || ttl === 0) ? 'restart' : reload
}

/** Whether a port demands a certificate of whoever connects: gRPC never, whatever the setting says. */
export const demandsClientCertificate = (port: TlsPort, verifyHttpsClientCertificate: boolean): boolean =>
  port === 'p2p' || (port !== 'grpc' && verifyHttpsClientCertificate)
