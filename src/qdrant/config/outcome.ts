import type { Failure } from '../settings/failure.ts'
import type { Given } from '../settings/read.ts'
import type { Values } from '../settings/values.ts'
import type { LayerError } from './layers.ts'
import type { LogLine } from './log.ts'

/** The keys as the server compares them, byte for byte. Undefined where there is none; an empty text counts as none since 1.19.0. */
export interface Authentication {
  readonly enabled: boolean
  readonly apiKey: string | undefined
  readonly altApiKey: string | undefined
  readonly readOnlyApiKey: string | undefined
  /** Tokens are accepted: jwt_rbac is on and there is a key that signs. */
  readonly jwt: boolean
}

/** Why the process ends, or never gets going. */
export interface StartError {
  /** What comes behind `Error: ` on standard error, or behind `Panic occurred` in the log. May hold values of the files. */
  readonly text: string
  /** The same without values. */
  readonly redacted: string
  readonly failure?: Failure
  readonly layer?: LayerError
}

export interface Port {
  /** `closed`: not asked for. `failed`: asked for, and the server goes on without it. */
  readonly state: 'open' | 'closed' | 'failed'
  /** 0 is a random one. */
  readonly port?: number
  readonly tls: boolean
  /** A client must show a certificate of `tls.ca_cert`. */
  readonly clientCertificate: boolean
  /** Callers must present a key or a token. */
  readonly authentication: boolean
  /** Open, but no TLS handshake succeeds. */
  readonly brokenHandshake?: true
  /** Why it failed, in the server's words where there are any. */
  readonly reason?: string
}

/** What one start of the server comes to. */
export interface Outcome {
  readonly starts: boolean
  /** Where it does not start, or ends at once. */
  readonly exitCode?: number
  /** Lines on standard error. */
  readonly stderr: readonly string[]
  readonly error?: StartError
  /** What the log shows at the configured level. Lines of threads that race with the end may come or not. */
  readonly log: readonly LogLine[]
  /** Of settings that could not all be read this says nothing: look at `starts` first. */
  readonly authentication: Authentication
  readonly ports: { readonly rest: Port; readonly grpc: Port; readonly metrics: Port; readonly p2p: Port }
  /** The dashboard is there and needs no key to be fetched. */
  readonly dashboard: boolean
  readonly values: Values
  readonly given: Given
}

export const CLOSED: Port = { state: 'closed', tls: false, clientCertificate: false, authentication: false }
