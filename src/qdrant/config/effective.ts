import { failureText, redactedText } from '../settings/failure.ts'
import type { RawTable, Source } from '../settings/raw.ts'
import { type Given, readSettings, type Typed } from '../settings/read.ts'
import { SETTINGS, type Setting } from '../settings/table.ts'
import { Values } from '../settings/values.ts'
import { compareVersions, NEWEST_VERSION } from '../versions.ts'
import { parseArguments } from './arguments.ts'
import { type Variable, variable } from './environment.ts'
import { INIT_FILE } from './init-file.ts'
import { type Layer, type LayerError, mergeLayers, readLayers } from './layers.ts'
import { CLOSED, type Outcome, type StartError } from './outcome.ts'
import type { ServerFiles } from './server-files.ts'
import { unjudgedSnapshots } from './snapshots.ts'
import { type Surroundings, startAll } from './start.ts'
import { authenticationOf } from './start-log.ts'
import { type Write, writesOf } from './writes.ts'

export interface EffectiveOptions {
  readonly files: ServerFiles
  /** Absolute working directory of the server. */
  readonly directory: string
  /** In the order of the environment block. */
  readonly variables?: readonly Variable[]
  /** The server's command line without its name. */
  readonly arguments?: readonly string[]
  /** The build of the Debian package. */
  readonly package?: boolean
  /** False when the server's user may not listen below port 1024. */
  readonly privileged?: boolean
  readonly version?: string
}

export interface EffectiveSetting {
  readonly setting: Setting
  readonly value: Typed
  /** Undefined where the setting has its default because nothing, the bundled configuration included, gives it. */
  readonly source: Source | undefined
  /** What earlier layers said, the newest first. The bundled configuration is left out. */
  readonly overridden: readonly Write[]
}

export interface EffectiveConfig {
  readonly version: string
  readonly layers: readonly Layer[]
  /** At least one; more where the server's choice is random from start to start, or depends on the machine. */
  readonly outcomes: readonly [Outcome, ...Outcome[]]
  /** Why the answer may differ from the server's: something this tool does not read. */
  readonly limits: readonly string[]
}

/** What the server makes of everything that configures it, without a server. */
export function loadEffective(options: EffectiveOptions): EffectiveConfig {
  const version = options.version ?? NEWEST_VERSION
  const variables = options.variables ?? []
  const parsed = parseArguments(options.arguments ?? [], variables)
  if (parsed.kind === 'exit') {
    const [text = ''] = parsed.stderr
    return {
      version,
      layers: [],
      limits: [],
      outcomes: [halted(parsed.exitCode, parsed.stderr, { text, redacted: text }, version)],
    }
  }
  const { configPath } = parsed.arguments
  const layers = readLayers({
    files: options.files,
    directory: options.directory,
    variables,
    package: options.package ?? false,
    version,
    ...(configPath !== undefined && { configPath }),
  })
  const limits = [
    ...layers.flatMap(({ limit, file }) => (limit === undefined ? [] : [`${file}: ${limit}`])),
    ...unjudgedSnapshots(parsed.arguments, options.files).map(
      (option) => `${option}: whether that succeeds is not looked at`,
    ),
  ]
  const broken = layers.find(({ error }) => error !== undefined)?.error
  if (broken !== undefined) return { version, layers, limits, outcomes: [unreadable(broken, version)] }
  const surroundings = {
    files: options.files,
    layers,
    arguments: parsed.arguments,
    privileged: options.privileged ?? true,
    initFile: variable(variables, 'QDRANT_INIT_FILE_PATH') ?? INIT_FILE,
    version,
  }
  const outcomes = mergeLayers(layers).flatMap((tree) => judge(tree, surroundings))
  return { version, layers, limits, outcomes: distinct(outcomes) }
}

function judge(tree: RawTable, surroundings: Surroundings): Outcome[] {
  const given: Given = new Map()
  const failures = readSettings(tree, given, surroundings.version)
  if (failures.length === 0) return startAll(given, surroundings)
  return failures.map((failure) => {
    const error = { text: failureText(failure), redacted: redactedText(failure), failure }
    return halted(1, [`Error: ${error.text}`], error, surroundings.version, given)
  })
}

const unreadable = (error: LayerError, version: string): Outcome =>
  halted(1, [`Error: ${error.text}`], { text: error.text, redacted: error.redacted, layer: error }, version)

function halted(
  exitCode: number,
  stderr: readonly string[],
  error: StartError,
  version: string,
  given: Given = new Map(),
): Outcome {
  const values = new Values(given)
  return {
    starts: false,
    exitCode,
    stderr,
    error,
    log: [],
    authentication: authenticationOf(values, version),
    ports: { rest: CLOSED, grpc: CLOSED, metrics: CLOSED, p2p: CLOSED },
    dashboard: false,
    values,
    given,
  }
}

/** Enough to see that the outcome is open. */
const MOST_OUTCOMES = 16

function distinct(outcomes: readonly Outcome[]): [Outcome, ...Outcome[]] {
  const seen = new Map<string, Outcome>()
  for (const outcome of outcomes) {
    if (outcomes.length > 1 && seen.size >= MOST_OUTCOMES) break
    const text = outcomes.length === 1 ? '' : describe(outcome)
    if (!seen.has(text)) seen.set(text, outcome)
  }
  return [...seen.values()] as [Outcome, ...Outcome[]]
}

/** Everything two outcomes can differ in. Of a server that does not start only its keys are of interest. */
function describe({ starts, stderr, log, ports, given, authentication }: Outcome): string {
  if (!starts) return JSON.stringify([stderr, log, authentication])
  const values = [...given].map(([path, { value, raw }]) => [path, String(value), raw.source?.layer])
  return JSON.stringify([log, ports, values])
}

/** Every setting of an outcome with where it comes from and what lost to it. */
export function settingsOf(
  { layers, version }: EffectiveConfig,
  { given, values }: Outcome,
): EffectiveSetting[] {
  const writes = writesOf(layers.filter(({ name }) => name !== 'bundled'))
  return settingsSince(version).map((setting) => {
    const { path } = setting
    const source = given.get(path)?.raw.source
    const lost = writes.get(path)?.filter(({ raw }) => raw.source !== source) ?? []
    return { setting, value: values.at(path), source, overridden: lost.reverse() }
  })
}

const settingsSince = (version: string): readonly Setting[] =>
  version === NEWEST_VERSION ? SETTINGS : SETTINGS.filter(({ since }) => compareVersions(version, since) >= 0)
