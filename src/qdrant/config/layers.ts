import type { LayerName, Raw, RawTable } from '../settings/raw.ts'
import { compareVersions } from '../versions.ts'
import type { Span } from '../yaml/place.ts'
import { decodeText } from '../yaml/read.ts'
import { BUNDLED_TREE } from './bundled.ts'
import { readEnvironment, type Variable, variable } from './environment.ts'
import { displayPath, findFile } from './find-file.ts'
import type { Assignment } from './merge.ts'
import { assignAll } from './orders.ts'
import { parsePath } from './path.ts'
import type { ServerFiles } from './server-files.ts'
import { readYamlLayer } from './yaml-layer.ts'

/** Why a layer adds nothing. The server starts without it in all of these cases. */
export type Absence = 'missing' | 'unreadable' | 'wrong-extension' | 'other-format' | 'not-asked-for'

/** What stops the server from reading on. */
export interface LayerError {
  /** As the server prints it behind `Error: `. */
  readonly text: string
  readonly redacted: string
  readonly file?: string
  readonly span?: Span
  readonly variable?: string
}

export interface Layer {
  readonly name: LayerName
  /** The name it is looked up by: `config/config`; none for the bundled one and the environment. */
  readonly lookup?: string
  /** The file that was found, as messages name it. */
  readonly file?: string
  readonly loaded: boolean
  readonly reason?: Absence
  readonly text?: string
  readonly error?: LayerError
  /** The file is too large or too deep for this tool; what follows is without it. */
  readonly limit?: string
  readonly assignments: readonly Assignment[]
}

export interface LayerOptions {
  readonly files: ServerFiles
  /** Absolute working directory of the server. */
  readonly directory: string
  readonly variables: readonly Variable[]
  readonly configPath?: string
  /** The Debian package reads one more file. */
  readonly package: boolean
  readonly version: string
}

/** All layers in the order of the server (src/settings.rs). After an error it reads no further, this does. */
export function readLayers(options: LayerOptions): Layer[] {
  const runMode = variable(options.variables, 'RUN_MODE') ?? 'development'
  const layers = [
    { name: 'bundled' as const, loaded: true, assignments: assignmentsOf(BUNDLED_TREE.entries, false) },
    readFile('config', 'config/config', options),
    readFile('run-mode', `config/${runMode}`, options),
    readFile('local', 'config/local', options),
  ]
  if (options.package && compareVersions(options.version, '1.12.6') >= 0)
    layers.push(readFile('package', '/etc/qdrant/config', options))
  if (options.configPath !== undefined) layers.push(readFile('config-path', options.configPath, options))
  return [...layers, environmentLayer(options.variables)]
}

function readFile(name: LayerName, lookup: string, options: LayerOptions): Layer {
  const { files, version, directory } = options
  const none = { name, lookup, loaded: false, assignments: [] }
  const found = findFile(lookup, files, version)
  if (found.found === 'nothing') return { ...none, reason: 'missing' }
  const file = displayPath(found.path, directory)
  if (found.found !== 'yaml') return { ...none, file, reason: found.found }
  const bytes = files.read(found.path)
  if (bytes === 'not-read') return { ...none, file, limit: 'this is no configuration: the file is too large' }
  if (typeof bytes === 'string') return { ...none, file, reason: 'unreadable' }
  const text = decodeText(bytes)
  const anyCase = compareVersions(version, '1.8.0') >= 0 && compareVersions(version, '1.13.0') < 0
  const yaml = readYamlLayer(text, { layer: name, file, anyCase })
  const read = { name, lookup, file, loaded: true, text }
  if (yaml.kind === 'limit') return { ...read, limit: yaml.message, assignments: [] }
  if (yaml.kind === 'table') return { ...read, assignments: assignmentsOf(yaml.table.entries, true) }
  const { kind: _, ...error } = yaml
  return { ...read, error: { ...error, file }, assignments: [] }
}

function environmentLayer(variables: readonly Variable[]): Layer {
  const layer = readEnvironment(variables)
  const loaded = { name: 'environment' as const, loaded: true }
  if (layer.kind === 'values') return { ...loaded, assignments: assignmentsOf(layer.values, true) }
  const { kind: _, ...error } = layer
  return { ...loaded, error, assignments: [] }
}

const assignmentsOf = (entries: ReadonlyMap<string, Raw>, paths: boolean): Assignment[] =>
  [...entries].map(([key, raw]) => ({ path: paths ? parsePath(key) : [key], raw }))

/** The layers as one tree, or several where the server's choice is random. */
export const mergeLayers = (layers: readonly Layer[]): RawTable[] =>
  layers.reduce<readonly RawTable[]>(
    (trees, { name, assignments }) => (name === 'bundled' ? trees : assignAll(trees, assignments)),
    [BUNDLED_TREE],
  ) as RawTable[]
