import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type EffectiveConfig, loadEffective } from '../../src/qdrant/config/effective.ts'
import type { Variable } from '../../src/qdrant/config/environment.ts'
import type { Outcome, Port } from '../../src/qdrant/config/outcome.ts'
import { type AuthSettings, decide } from '../../src/qdrant/token/decide.ts'
import { type MemoryFile, memoryFiles } from '../qdrant/config/memory-files.ts'
import { recording } from './recordings.ts'

/*
 * Every recorded start of a server. Compared with what the model says: whether it starts, the exit code, standard error,
 * the warnings and errors and the recorded part of the information in the log; what REST, gRPC, the metrics and the node
 * port answer without a key, with each candidate key and with a token signed by it; certificates asked for; the dashboard;
 * CORS; settings the telemetry shows; where the audit log is. Not compared: lines that the recorder's own requests caused
 * (see CAUSED_BY_REQUESTS), bodies, and the random number behind `portNote` and `ephemeralPorts`.
 */

interface RecordedFile {
  base64?: string
  dir?: true
  symlink?: string
  fixture?: string
}

interface Recorded {
  starts: boolean
  exitCode?: number
  stderr: string[]
  messages: string[]
  info?: string[]
  rest?: 'http' | 'https' | 'none'
  restTcp?: boolean
  grpc?: 'plaintext' | 'tls' | 'none' | 'disabled'
  grpcNoKey?: 'ok' | 'denied'
  cors?: boolean
  noKey?: { status: number; write?: number; body?: string }
  keys?: { key: string; rest: string; grpc?: string; jwt?: string }[]
  metrics?: 'none' | { scheme: string; status: number }
  metricName?: string
  p2p?: {
    transport: 'none' | 'plaintext' | 'tls'
    healthNoKey?: string
    noKey?: string
    withFullCredential?: string
  }
  clientCert?: boolean
  dashboard?: number
  telemetry?: { app?: Record<string, unknown>; cluster?: Record<string, unknown> }
  auditFiles?: Record<string, string>
}

interface Case {
  name: string
  group: string
  files: Record<string, string | RecordedFile>
  modes?: Record<string, string>
  owner?: Record<string, 'server'>
  runAs?: 'other'
  env: Record<string, string | { base64: string }>
  envOrder?: string[]
  args: string[]
  result?: Recorded
  outcomes?: Recorded[]
}

const { fixtures, cases } = recording<{ fixtures: Record<string, string>; cases: Case[] }>('config')

const DIRECTORY = '/srv'
/** The user a server ran as that was not root. */
const OTHER = 1000

/** Lone surrogates stand for bytes that are no UTF-8. */
const bytes = (text: string): Buffer =>
  Buffer.concat(
    [...text].map((character) => {
      const unit = character.charCodeAt(0)
      return character.length === 1 && unit >= 0xdc80 && unit <= 0xdcff
        ? Buffer.from([unit - 0xdc00])
        : Buffer.from(character)
    }),
  )

function fileOf(file: string | RecordedFile): MemoryFile {
  if (typeof file === 'string') return { content: bytes(file) }
  if (file.base64 !== undefined) return { content: Buffer.from(file.base64, 'base64') }
  if (file.fixture !== undefined) return { content: fixtures[file.fixture] ?? '' }
  return file.symlink === undefined ? { directory: true } : { link: file.symlink }
}

function load({ files, modes = {}, owner = {}, runAs, env, envOrder, args }: Case): EffectiveConfig {
  const uid = runAs === undefined ? 0 : OTHER
  const tree = Object.fromEntries(Object.entries(files).map(([name, file]) => [name, fileOf(file)]))
  for (const [name, mode] of Object.entries(modes))
    tree[name] = { ...tree[name], mode: Number.parseInt(mode, 8) }
  for (const name of Object.keys(owner)) tree[name] = { ...tree[name], owner: OTHER }
  const variables = (envOrder ?? Object.keys(env)).map((name): Variable => {
    const value = env[name] ?? ''
    if (typeof value === 'string') return { name, value: value.replaceAll('$DIR', DIRECTORY) }
    return { name, value: Buffer.from(value.base64, 'base64') }
  })
  return loadEffective({
    files: memoryFiles(tree, uid, DIRECTORY),
    directory: DIRECTORY,
    variables,
    arguments: args.map((argument) => argument.replace('$DIR', DIRECTORY)),
    privileged: runAs === undefined,
  })
}

const CAUSED_BY_REQUESTS = /^ERROR (?:actix_http::|qdrant::tonic::logging)/

/** Panics of the main thread come as one line of the log; the recorder kept its first line. */
const firstLine = (text: string): string => text.split('\n')[0]?.trimEnd() ?? ''

function observed(outcome: Outcome, recorded: Recorded): Recorded {
  const json = outcome.values.text('logger.format') === 'json' ? 'json ' : ''
  const said = (info: boolean) => outcome.log.filter(({ level }) => (level === 'INFO') === info)
  const common = {
    starts: outcome.starts,
    stderr: [...outcome.stderr],
    messages: said(false)
      .map(({ level, target, text }) => firstLine(`${level} ${json}${target}: ${text}`))
      .sort(),
  }
  if (!outcome.starts) return { ...common, exitCode: outcome.exitCode ?? -1 }
  return {
    ...common,
    info: said(true)
      .map(({ text }) => text)
      .sort(),
    ...answers(outcome, recorded),
  }
}

function answers(outcome: Outcome, recorded: Recorded): Partial<Recorded> {
  const { rest, grpc, metrics, p2p } = outcome.ports
  const { values, authentication, dashboard } = outcome
  const serves = rest.state === 'open' && rest.brokenHandshake === undefined
  return {
    rest: serves ? (rest.tls ? 'https' : 'http') : 'none',
    ...(recorded.restTcp !== undefined && { restTcp: rest.state === 'open' }),
    grpc: grpcAnswer(grpc, p2p),
    ...(recorded.grpcNoKey !== undefined && { grpcNoKey: grpcWithoutKey(grpc, p2p) }),
    ...(recorded.cors !== undefined && { cors: values.flag('service.enable_cors') }),
    ...(recorded.noKey !== undefined && { noKey: withoutKey(outcome) }),
    ...(recorded.keys !== undefined && { keys: recorded.keys.map((candidate) => tried(candidate, outcome)) }),
    ...(recorded.metrics !== undefined && { metrics: metricsAnswer(metrics) }),
    ...(recorded.metricName !== undefined && {
      metricName: `${values.text('service.metrics_prefix') ?? ''}app_info`,
    }),
    ...(recorded.p2p !== undefined && { p2p: p2pAnswer(outcome) }),
    ...(recorded.clientCert !== undefined && { clientCert: rest.clientCertificate }),
    ...(recorded.dashboard !== undefined && {
      dashboard: dashboard ? 200 : authentication.enabled ? 401 : 404,
    }),
    ...(recorded.telemetry !== undefined && { telemetry: shown(recorded.telemetry, outcome) }),
    ...(recorded.auditFiles !== undefined && { auditFiles: auditFiles(outcome) }),
  }
}

/** Where both want one port the node port has it, and to a client it is a gRPC server without the services. */
const takenByNodes = (grpc: Port, p2p: Port): boolean => p2p.state === 'open' && p2p.port === grpc.port

function grpcAnswer(grpc: Port, p2p: Port): 'plaintext' | 'tls' | 'none' | 'disabled' {
  if (grpc.state === 'closed') return 'disabled'
  if (takenByNodes(grpc, p2p)) return 'plaintext'
  if (grpc.state === 'failed' || grpc.port === 0) return 'none'
  return grpc.tls ? 'tls' : 'plaintext'
}

const grpcWithoutKey = (grpc: Port, p2p: Port): 'ok' | 'denied' =>
  takenByNodes(grpc, p2p) || grpc.authentication ? 'denied' : 'ok'

function metricsAnswer(port: Port): NonNullable<Recorded['metrics']> {
  const { state, tls, clientCertificate, brokenHandshake } = port
  if (state !== 'open' || brokenHandshake) return 'none'
  return { scheme: clientCertificate ? 'https with client certificate' : tls ? 'https' : 'http', status: 200 }
}

function p2pAnswer({ ports: { p2p, grpc }, authentication }: Outcome): NonNullable<Recorded['p2p']> {
  if (p2p.state !== 'open' || takenByNodes(grpc, p2p)) return { transport: 'none' }
  return {
    transport: p2p.tls ? 'tls' : 'plaintext',
    healthNoKey: 'ok',
    noKey: p2p.authentication ? 'denied' : 'ok',
    ...((authentication.apiKey ?? authentication.altApiKey) !== undefined && { withFullCredential: 'ok' }),
  }
}

const NOW = 1_790_000_000
const settingsOf = ({ authentication }: Outcome): AuthSettings => ({
  ...authentication,
  jwtRbac: authentication.jwt,
})

const ask = (outcome: Outcome, transport: 'rest' | 'grpc', ...headers: [string, string][]) =>
  decide(settingsOf(outcome), { headers, transport, now: NOW, version: '1.19.0' })

function withoutKey(outcome: Outcome): NonNullable<Recorded['noKey']> {
  const { accepted, httpStatus, message } = ask(outcome, 'rest')
  return accepted ? { status: 200 } : { status: httpStatus, body: message }
}

function tried({ key, grpc, jwt }: { key: string; grpc?: string; jwt?: string }, outcome: Outcome) {
  return {
    key,
    rest: restAnswer(key, outcome),
    ...(grpc !== undefined && { grpc: grpcKeyAnswer(key, outcome) }),
    ...(jwt !== undefined && { jwt: tokenAnswer(key, outcome) }),
  }
}

function grpcKeyAnswer(key: string, outcome: Outcome): string {
  if (hasControl(key)) return 'reset'
  return ask(outcome, 'grpc', ['api-key', key]).accepted ? 'ok' : 'denied'
}

const hasControl = (text: string): boolean => /[\x00-\x08\x0a-\x1f\x7f]/.test(text)

function restAnswer(key: string, outcome: Outcome): string {
  if (!outcome.authentication.enabled) return 'open'
  if (/[\0\r\n]/.test(key)) return 'unsendable'
  const { accepted, access, httpStatus, message } = ask(outcome, 'rest', ['api-key', key])
  if (!accepted) return `refused ${httpStatus}: ${message}`
  return access === 'read' ? 'read' : 'full'
}

function tokenAnswer(key: string, outcome: Outcome): string {
  const body = ['{"alg":"HS256","typ":"JWT"}', '{"access":"m"}']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')
  const token = `${body}.${createHmac('sha256', key).update(body).digest('base64url')}`
  const { accepted, httpStatus, message } = ask(outcome, 'rest', ['authorization', `Bearer ${token}`])
  return accepted ? 'accepted' : `${httpStatus}: ${message}`
}

/** The recorder kept only what differs from the defaults; the same places are looked up here. */
function shown(telemetry: NonNullable<Recorded['telemetry']>, { values }: Outcome): Record<string, unknown> {
  const fill = (part: unknown, path: string): unknown => {
    if (typeof part === 'object' && part !== null)
      return Object.fromEntries(
        Object.entries(part).map(([name, value]) => [
          name,
          fill(value, path === '' ? name : `${path}.${name}`),
        ]),
      )
    const value = values.at(SETTING_OF[path] ?? path)
    return typeof value === 'bigint' ? Number(value) : value
  }
  const { app, cluster } = telemetry
  return {
    ...(app !== undefined && { app: fill(app, '') }),
    ...(cluster !== undefined && { cluster: clusterPart(cluster, fill) }),
  }
}

const SETTING_OF: Record<string, string> = {
  jwt_rbac: 'service.jwt_rbac',
  hide_jwt_dashboard: 'service.hide_jwt_dashboard',
}

function clusterPart(
  { config, ...rest }: Record<string, unknown>,
  fill: (part: unknown, path: string) => unknown,
): Record<string, unknown> {
  return {
    ...(fill(rest, 'cluster') as Record<string, unknown>),
    ...(config !== undefined && { config: fill(config, 'cluster') }),
  }
}

function auditFiles({ values }: Outcome): Record<string, string> {
  if (!values.flag('audit.enabled')) return {}
  const folder = (values.text('audit.dir') ?? '').replace(/^\.\//, '')
  const name = values.text('audit.rotation') === 'hourly' ? 'audit.YYYY-MM-DD-HH.log' : 'audit.YYYY-MM-DD.log'
  return { [folder === '' ? name : `${folder}/${name}`]: 'lines' }
}

/** What was recorded, brought to the order and the fields that are compared. */
function expected(recorded: Recorded): Recorded {
  const { starts, exitCode, stderr, messages, info = [], ...seen } = recorded
  const said = messages.filter((text) => !CAUSED_BY_REQUESTS.test(text)).sort()
  if (!starts) return { starts, exitCode: exitCode ?? -1, stderr, messages: said }
  const { noKey, ...others } = seen
  const known = Object.fromEntries(Object.entries(others).filter(([name]) => COMPARED.has(name)))
  return {
    starts,
    stderr,
    messages: said,
    info: [...info].sort(),
    ...known,
    ...(noKey !== undefined && {
      noKey: noKey.body === undefined ? { status: noKey.status } : { status: noKey.status, body: noKey.body },
    }),
  }
}

const COMPARED = new Set([
  ...['rest', 'restTcp', 'grpc', 'grpcNoKey', 'cors', 'keys', 'metrics', 'metricName', 'p2p', 'clientCert'],
  ...['dashboard', 'telemetry', 'auditFiles'],
])

describe.each([...new Set(cases.map(({ group }) => group))])('%s', (group) => {
  test.each(cases.filter((one) => one.group === group).map((one) => [one.name, one] as const))(
    '%s',
    (_, one) => {
      const { outcomes, limits } = load(one)
      expect(limits).toEqual([])
      if (one.result !== undefined) {
        expect(outcomes.map((outcome) => observed(outcome, one.result as Recorded))).toEqual([
          expected(one.result),
        ])
        return
      }
      for (const recorded of one.outcomes ?? [])
        expect(outcomes.map((outcome) => observed(outcome, recorded))).toContainEqual(expected(recorded))
      // One recorded outcome is what a random choice looks like that the recorder met on one side only.
      expect(outcomes.length).toBeGreaterThanOrEqual(one.outcomes?.length ?? 0)
    },
  )
})
