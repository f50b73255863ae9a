import type { Given } from '../settings/read.ts'
import { Values } from '../settings/values.ts'
import type { Arguments } from './arguments.ts'
import { startCluster } from './cluster.ts'
import { Ended, endWith, panic } from './ended.ts'
import { initFileCreated, initFileRemoved } from './init-file.ts'
import type { Layer } from './layers.ts'
import { listen } from './listen.ts'
import { type LogLine, line, logFilter } from './log.ts'
import { type Authentication, CLOSED, type Outcome } from './outcome.ts'
import { type Errno, errnoText, type ServerFiles } from './server-files.ts'
import { authenticationOf, settingsLog } from './start-log.ts'

/** Everything besides the settings that decides how a start ends. */
export interface Surroundings {
  readonly files: ServerFiles
  readonly layers: readonly Layer[]
  readonly arguments: Arguments
  /** Ports below 1024 may be listened on. */
  readonly privileged: boolean
  /** The file that says the server is up. */
  readonly initFile: string
  readonly version: string
}

interface Start {
  readonly values: Values
  readonly given: Given
  readonly authentication: Authentication
  readonly stderr: readonly string[]
}

/** The start of src/main.rs from settings that could be read; several where the server's own doing is random. */
export function startAll(given: Given, surroundings: Surroundings): Outcome[] {
  const values = new Values(given)
  const authentication = authenticationOf(values, surroundings.version)
  const { files, initFile } = surroundings
  const stderr = complaintsOf(values, files)
  const start = { values, given, authentication, stderr }
  const log: LogLine[] = initFileRemoved(initFile, files)
  try {
    prepare(values, log, surroundings)
    const created = initFileCreated(initFile, files)
    return listen(values, authentication, surroundings).map((listening) =>
      listening instanceof Ended
        ? ended(listening.after(created), log, start)
        : running([...log, ...listening.log, ...created], start, listening),
    )
  } catch (error) {
    if (!(error instanceof Ended)) throw error
    return [ended(error, log, start)]
  }
}

const filterOf = (values: Values) =>
  logFilter(values.text('logger.log_level') ?? values.text('log_level') ?? '')

const running = (
  log: readonly LogLine[],
  start: Start,
  { ports, dashboard }: Pick<Outcome, 'ports' | 'dashboard'>,
): Outcome => ({ ...start, starts: true, log: log.filter(filterOf(start.values).shows), ports, dashboard })

const ended = (end: Ended, log: readonly LogLine[], start: Start): Outcome => ({
  ...start,
  starts: false,
  exitCode: end.exitCode,
  stderr: [...start.stderr, ...end.stderr],
  error: { text: end.message, redacted: end.message },
  log: [...log, ...end.log].filter(filterOf(start.values).shows),
  ports: { rest: CLOSED, grpc: CLOSED, metrics: CLOSED, p2p: CLOSED },
  dashboard: false,
})

const NO_INFERENCE =
  'Inference service init failed: Service internal error: Cannot initialize InferenceService: address is required but not provided or empty in config'
const RECOVERY_PAGE = 'https://qdrant.tech/documentation/guides/administration/#recovery-mode'

/** Everything before the first port; throws Ended. */
function prepare(values: Values, log: LogLine[], surroundings: Surroundings): void {
  const { files, layers, version } = surroundings
  log.push(...startAudit(values, files))
  const recovery = values.text('storage.recovery_mode')
  if (recovery !== undefined)
    log.push(
      line('WARN', 'qdrant', `Qdrant is loaded in recovery mode: ${recovery}`),
      line('WARN', 'qdrant', `Read more: ${RECOVERY_PAGE}`),
    )
  log.push(...settingsLog(values, layers, version))
  const storage = values.text('storage.storage_path') ?? ''
  const failure = files.makeFailure(storage)
  if (failure !== undefined) throw endWith(`failed to create directory \`${storage}\`: ${errnoText(failure)}`)
  startCluster(values, log, surroundings)
  const quiet = values.flag('telemetry_disabled') || surroundings.arguments.disableTelemetry
  log.push(line('INFO', 'qdrant', quiet ? 'Telemetry reporting disabled' : 'Telemetry reporting enabled'))
  if (values.flag('service.hardware_reporting'))
    log.push(line('INFO', 'qdrant', 'Hardware reporting enabled'))
  checkSlowQueries(values)
  if (values.text('inference.address') === '') log.push(line('ERROR', 'qdrant', NO_INFERENCE))
}

/** Printed past the log, most of it before there is one (src/tracing). */
function complaintsOf(values: Values, files: ServerFiles): string[] {
  const complaints: string[] = []
  if (values.at('logger.log_level') !== null && values.at('log_level') !== null)
    complaints.push(
      'Both top-level `log_level` and `logger.log_level` config directives are used. `logger.log_level` takes priority, so top-level `log_level` will be ignored.',
    )
  complaints.push(...filterOf(values).complaints)
  const fault = values.flag('logger.on_disk.enabled') ? logFileFault(values, files) : undefined
  if (fault !== undefined)
    complaints.push(
      `failed to enable logging into ${values.text('logger.on_disk.log_file') ?? ''} log-file: ${fault}`,
    )
  const hidden = values.flag('audit.enabled') ? listFault(values.text('audit.dir') ?? '', files) : undefined
  if (hidden !== undefined) complaints.push(`Error reading the log directory/files: ${errnoText(hidden)}`)
  return complaints
}

/** The audit log looks for old files in its folder, also in one without a name. */
function listFault(folder: string, files: ServerFiles): Errno | undefined {
  if (folder === '') return 'ENOENT'
  if (files.makeFailure(folder) !== undefined) return undefined
  return files.read(folder) === 'EACCES' ? 'EACCES' : undefined
}

function logFileFault(values: Values, files: ServerFiles): string | undefined {
  const file = values.text('logger.on_disk.log_file')
  if (file === undefined) return 'log file is not specified (it can only be specified in the config file)'
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/') + 1) : '.'
  const kind = files.kindOf(file)
  const opens =
    file !== '' &&
    kind !== 'directory' &&
    files.kindOf(folder) === 'directory' &&
    files.writeFailure(kind === undefined ? folder : file) === undefined
  return opens ? undefined : `failed to open log file ${file}`
}

/** lib/storage/src/audit.rs: without its log the server must not run. */
function startAudit(values: Values, files: ServerFiles): LogLine[] {
  if (!values.flag('audit.enabled')) return []
  const folder = values.text('audit.dir') ?? ''
  const fault = auditFault(folder, files)
  if (fault !== undefined)
    throw panic(
      'src/main.rs at line 437',
      `Audit logger must be initialized if audit logging is enabled: ${fault}`,
    )
  return [line('INFO', 'storage::audit', `Audit logging enabled, writing to ${folder}`)]
}

function auditFault(folder: string, files: ServerFiles): string | undefined {
  const made = files.makeFailure(folder)
  if (made !== undefined) return `failed to create directory \`${folder}\`: ${errnoText(made)}`
  const written = files.writeFailure(folder)
  return written && `Failed to create audit log appender: failed to create log file: ${errnoText(written)}`
}

/** What a duration holds in seconds. */
const LONGEST_SECONDS = 2 ** 64

function checkSlowQueries(values: Values): void {
  const seconds = values.at('service.slow_query_secs')
  if (typeof seconds !== 'number' || (seconds >= 0 && seconds < LONGEST_SECONDS)) return
  const fault = seconds < 0 ? 'value is negative' : 'value is either too big or NaN'
  throw panic(
    '<rust>/library/core/src/time.rs at line 999',
    `cannot convert float seconds to Duration: ${fault}`,
  )
}
