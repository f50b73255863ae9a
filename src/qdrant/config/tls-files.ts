import { isUtf8 } from 'node:buffer'
import type { Values } from '../settings/values.ts'
import {
  type LoadFailure,
  loadGrpc,
  loadP2p,
  loadRest,
  loadRestClientRoots,
  withNames,
} from '../tls/ports.ts'
import { errnoText, type ServerFiles } from './server-files.ts'

/** Why TLS of a port cannot be set up: what the server says, and what comes behind "Caused by:". */
export interface TlsFault {
  readonly error: string
  readonly cause?: string
  /** 101 where the server panics on it. */
  readonly exit?: 1 | 101
}

export const NO_TLS: TlsFault = { error: 'TLS config is not defined in the Qdrant config file' }

/** Files the server opens are never this large. */
const TOO_LARGE = 'the file is too large to be a certificate or a key'

type Loaded = { readonly bytes: Uint8Array } | { readonly fault: string; readonly opened: boolean }

function load(path: string, files: ServerFiles): Loaded {
  const content = files.read(path)
  if (typeof content !== 'string') return { bytes: content }
  if (content === 'not-read') return { fault: TOO_LARGE, opened: true }
  return content === 'EISDIR'
    ? { fault: `failed to read from file \`${path}\`: ${errnoText(content)}`, opened: true }
    : { fault: `failed to open file \`${path}\`: ${errnoText(content)}`, opened: false }
}

/** gRPC and the node port read each file as text before they open the next one. */
function loadText(path: string, files: ServerFiles): Loaded {
  const loaded = load(path, files)
  return 'fault' in loaded || isUtf8(loaded.bytes)
    ? loaded
    : { fault: `failed to read from file \`${path}\`: stream did not contain valid UTF-8`, opened: true }
}

interface Paths {
  readonly cert: string
  readonly key: string
  readonly ca: string | undefined
}

function pathsOf(values: Values): Paths | undefined {
  if (values.isGiven('tls')) return undefined
  return {
    cert: values.text('tls.cert') ?? '',
    key: values.text('tls.key') ?? '',
    ca: values.text('tls.ca_cert'),
  }
}

const named = ({ error, cause }: LoadFailure, { cert, key, ca }: Paths): TlsFault => {
  const fill = (text: string) => withNames(text, { cert, key, ca: ca ?? '' })
  return { error: fill(error), ...(cause !== undefined && { cause: fill(cause) }) }
}

/** REST and metrics (src/actix/certificate_helpers.rs). `serves` is false where every handshake fails. */
export function restTls(values: Values, files: ServerFiles): { fault: TlsFault } | { serves: boolean } {
  const paths = pathsOf(values)
  if (paths === undefined) return { fault: NO_TLS }
  if (values.flag('service.verify_https_client_certificate')) {
    const fault = clientRoots(paths, files)
    if (fault !== undefined) return { fault }
  }
  const certificate = load(paths.cert, files)
  if ('fault' in certificate) return { fault: unusable(paths.cert, certificate) }
  const key = load(paths.key, files)
  const verdict = loadRest({ certificate: certificate.bytes, key: 'bytes' in key ? key.bytes : NOTHING })
  // The key is opened only when there is a certificate.
  const about = !verdict.loads && /server certificate|\{cert\}/.test(verdict.error)
  if ('fault' in key && !about) return { fault: unusable(paths.key, key) }
  return verdict.loads ? { serves: verdict.serves } : { fault: named(verdict, paths) }
}

const NOTHING = new Uint8Array()

function clientRoots(paths: Paths, files: ServerFiles): TlsFault | undefined {
  if (paths.ca === undefined) return { error: 'No ca_cert provided' }
  const loaded = load(paths.ca, files)
  if ('fault' in loaded) return unusable(paths.ca, loaded)
  const verdict = loadRestClientRoots(loaded.bytes)
  return verdict.loads ? undefined : named(verdict, paths)
}

const unusable = (path: string, { fault, opened }: { fault: string; opened: boolean }): TlsFault => ({
  error: `TLS file could not be ${opened ? 'read' : 'opened'}: ${path}`,
  cause: fault,
})

/** Public gRPC (src/tonic/mod.rs); it asks nobody for a certificate. */
export function grpcTls(values: Values, files: ServerFiles): TlsFault | undefined {
  const paths = pathsOf(values)
  if (paths === undefined) return NO_TLS
  const identity = identityOf(paths, files)
  if ('error' in identity) return identity
  const verdict = loadGrpc(identity)
  return verdict.loads ? undefined : named(verdict, paths)
}

/** The node port. Its files are read before anything is listened on. */
export function p2pTls(values: Values, files: ServerFiles): TlsFault | undefined {
  const paths = pathsOf(values)
  if (paths === undefined) return { ...NO_TLS, exit: 1 }
  const identity = identityOf(paths, files)
  if ('error' in identity) return { ...identity, exit: 1 }
  if (paths.ca === undefined) return { error: 'CA certificate is required for TLS configuration', exit: 1 }
  const ca = load(paths.ca, files)
  if ('fault' in ca) return { error: ca.fault, exit: 1 }
  const verdict = loadP2p(identity, ca.bytes)
  return verdict.loads ? undefined : { ...named(verdict, paths), exit: verdict.exit }
}

function identityOf(
  paths: Paths,
  files: ServerFiles,
): { certificate: Uint8Array; key: Uint8Array } | TlsFault {
  const certificate = loadText(paths.cert, files)
  if ('fault' in certificate) return { error: certificate.fault }
  const key = loadText(paths.key, files)
  if ('fault' in key) return { error: key.fault }
  return { certificate: certificate.bytes, key: key.bytes }
}
