import { fingerprint } from '../keys/fingerprint.ts'
import { type EffectiveConfig, type EffectiveSetting, settingsOf } from '../qdrant/config/effective.ts'
import type { Outcome, Port } from '../qdrant/config/outcome.ts'
import type { Source } from '../qdrant/settings/raw.ts'
import type { Typed } from '../qdrant/settings/read.ts'

/** Where a value comes from (design contract 3.8). Lines and columns count from 1. */
export type Origin =
  | { layer: string; file: string; line: number | null; column: number | null }
  | { env: string }
  | { default: true }

export interface ShownSetting {
  set: boolean
  /** A fingerprint in the place of a secret, unless secrets are to be shown. */
  value: string | number | boolean | null
  origin: Origin
  /** What earlier layers said, the newest first. */
  overridden: Origin[]
}

/** What `config show --json` prints, beside the findings. */
export interface EffectiveView {
  /** Null where the server's own choice differs from start to start. */
  starts: boolean | null
  startError: string | null
  exitCode: number | null
  layers: { name: string; file: string | null; loaded: boolean; reason: string | null }[]
  settings: Record<string, ShownSetting>
  auth: AuthView
  ports: Outcome['ports']
  /** Warnings and errors of the server's log at start. */
  log: string[]
  /** The outcome is not the same at every start; the fields above are of the first one. */
  undecided: boolean
  outcomes: { starts: boolean; startError: string | null; auth: AuthView }[]
  limits: readonly string[]
}

export interface AuthView {
  enabled: boolean
  apiKey: string | null
  altApiKey: string | null
  readOnlyApiKey: string | null
  jwt: boolean
}

/** The effective configuration as data for people and scripts; secrets only where `showSecrets`. */
export function effectiveView(config: EffectiveConfig, showSecrets: boolean): EffectiveView {
  const [outcome, ...others] = config.outcomes
  const decided = others.every(({ starts }) => starts === outcome.starts)
  return {
    starts: decided ? outcome.starts : null,
    startError: errorOf(outcome, showSecrets),
    exitCode: outcome.exitCode ?? null,
    layers: config.layers.map(({ name, file, lookup, loaded, reason, error }) => ({
      name,
      file: file ?? lookup ?? null,
      loaded,
      reason: error === undefined ? (reason ?? null) : 'broken',
    })),
    settings: Object.fromEntries(
      settingsOf(config, outcome).map((setting) => [setting.setting.path, shown(setting, showSecrets)]),
    ),
    auth: authOf(outcome, showSecrets),
    ports: outcome.ports,
    log: outcome.log
      .filter(({ level }) => level === 'WARN' || level === 'ERROR')
      .map(({ level, target, text }) => `${level} ${target}: ${text}`),
    undecided: others.length > 0,
    outcomes:
      others.length === 0
        ? []
        : config.outcomes.map((one) => ({
            starts: one.starts,
            startError: errorOf(one, showSecrets),
            auth: authOf(one, showSecrets),
          })),
    limits: config.limits,
  }
}

const errorOf = ({ error }: Outcome, showSecrets: boolean): string | null =>
  error === undefined ? null : showSecrets ? error.text : error.redacted

function authOf({ authentication }: Outcome, showSecrets: boolean): AuthView {
  const key = (text: string | undefined) =>
    text === undefined ? null : showSecrets ? text : fingerprint(text)
  const { enabled, apiKey, altApiKey, readOnlyApiKey, jwt } = authentication
  return { enabled, apiKey: key(apiKey), altApiKey: key(altApiKey), readOnlyApiKey: key(readOnlyApiKey), jwt }
}

function shown({ setting, value, source, overridden }: EffectiveSetting, showSecrets: boolean): ShownSetting {
  const hidden = setting.secret === true && !showSecrets && value !== null
  return {
    set: value !== null,
    value: hidden ? fingerprint(String(value)) : plain(value),
    origin: originOf(source),
    overridden: overridden.map(({ raw }) => originOf(raw.source)),
  }
}

/** JSON has no 64-bit numbers: those a reader would round are text. */
function plain(value: Typed): string | number | boolean | null {
  if (typeof value !== 'bigint') return value
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}

function originOf(source: Source | undefined): Origin {
  if (source === undefined || source.layer === 'bundled') return { default: true }
  if (source.variable !== undefined) return { env: source.variable }
  const { start } = source.span ?? {}
  return {
    layer: source.layer,
    file: source.file ?? '',
    line: start?.line ?? null,
    column: start === undefined ? null : start.column + 1,
  }
}

/** `config/local.yaml:3:12`, the name of a variable, or `default`. */
export function originText(origin: Origin): string {
  if ('default' in origin) return 'default'
  return 'env' in origin ? origin.env : `${origin.file}:${origin.line}:${origin.column}`
}

/** What a caller must have at a port, in words. */
export function portText(port: Port): string {
  if (port.state === 'closed') return 'closed'
  if (port.state === 'failed') return `does not come up: ${port.reason ?? 'unknown'}`
  const where = port.port === 0 ? 'a random port' : `port ${port.port}`
  const needs = [
    port.clientCertificate ? 'a client certificate' : '',
    port.authentication ? 'a key or token' : '',
  ].filter(Boolean)
  const broken = port.brokenHandshake ? ', and every handshake fails' : ''
  return `${where}, ${port.tls ? 'TLS' : 'plain text'}${broken}, demands ${needs.join(' and ') || 'nothing'}`
}
