import type { Edit, FileLocation, Location } from '../finding.ts'
import type { EffectiveConfig } from '../qdrant/config/effective.ts'
import type { Variable } from '../qdrant/config/environment.ts'
import type { Layer } from '../qdrant/config/layers.ts'
import type { Outcome } from '../qdrant/config/outcome.ts'
import { leavesOf } from '../qdrant/config/writes.ts'
import { ALIASES } from '../qdrant/settings/names.ts'
import type { LayerName, Raw } from '../qdrant/settings/raw.ts'
import type { Typed } from '../qdrant/settings/read.ts'
import { SETTINGS, settingAt } from '../qdrant/settings/table.ts'
import type { Span } from '../qdrant/yaml/place.ts'
import type { CertificateFault } from './certificate-faults.ts'
import { locator } from './positions.ts'

/** What of the machine matters beyond the files' content. */
export interface Disk {
  /** Permission bits; undefined where it cannot be told. */
  modeOf(file: string): number | undefined
  /** Whether version control keeps the file. */
  isTracked(file: string): boolean
  /** Names in `config/`. */
  readonly names: readonly string[]
}

export interface SubjectParts {
  readonly config: EffectiveConfig
  readonly variables: readonly Variable[]
  readonly arguments: readonly string[]
  readonly disk: Disk
  /** The server would find all its files from here; false for a file alone. */
  readonly complete: boolean
  readonly certificateFaults: readonly CertificateFault[]
  /** How findings call a file of a layer. */
  nameOf(file: string): string
}

/** One layer's word on a setting. */
export interface Entry {
  readonly path: string
  readonly raw: Raw
  readonly layer: LayerName
}

/** A file that was read. */
export interface SourceFile {
  /** As the server names it: relative to its working directory. */
  readonly file: string
  readonly name: string
  /** Without a byte order mark. */
  readonly text: string
}

/** Settings that hold an API key. */
export const KEY_SETTINGS: readonly string[] = SETTINGS.filter(
  ({ credential }) => credential !== undefined,
).map(({ path }) => path)

/** One configuration as the rules see it: what was written where, and what the server makes of it. Reads no files. */
export class Subject {
  readonly parts: SubjectParts
  readonly layers: readonly Layer[]
  readonly outcome: Outcome
  readonly files: readonly SourceFile[]
  /** Everything the layers say to settings, in their order; what the server has built in is left out. */
  readonly entries: readonly Entry[]
  readonly #locators = new Map<string, (start: number, end: number) => FileLocation>()

  constructor(parts: SubjectParts) {
    this.parts = parts
    this.layers = parts.config.layers.filter(({ name }) => name !== 'bundled')
    this.outcome = parts.config.outcomes[0]
    this.files = this.layers.flatMap(({ file, text }) =>
      file === undefined || text === undefined ? [] : [{ file, text, name: parts.nameOf(file) }],
    )
    this.entries = this.layers.flatMap((layer) =>
      leavesOf(layer).map(({ path, raw }) => ({ path: ALIASES[path] ?? path, raw, layer: layer.name })),
    )
  }

  get version(): string {
    return this.parts.config.version
  }

  /** The server's value; null is unset. */
  value(path: string): Typed {
    return this.outcome.values.at(path)
  }

  /** The server's text; undefined where it is unset or empty. */
  text(path: string): string | undefined {
    const text = this.outcome.values.text(path)
    return text === '' ? undefined : text
  }

  flag(path: string): boolean {
    return this.outcome.values.flag(path)
  }

  /** The settings were read, so that values mean something. */
  get isRead(): boolean {
    return this.outcome.error?.layer === undefined && this.outcome.error?.failure === undefined
  }

  /** There is a key that signs tokens and opens everything. */
  get hasFullKey(): boolean {
    return this.text('service.api_key') !== undefined || this.text('service.alt_api_key') !== undefined
  }

  /** The nodes of a cluster talk TLS to each other. */
  get hasNodeTls(): boolean {
    return this.flag('cluster.enabled') && this.flag('cluster.p2p.enable_tls')
  }

  /** Some port checks the certificates of its callers against `tls.ca_cert`. */
  get checksCertificates(): boolean {
    return (
      this.hasNodeTls ||
      (this.flag('service.enable_tls') && this.flag('service.verify_https_client_certificate'))
    )
  }

  written(path: string): readonly Entry[] {
    return this.entries.filter((entry) => entry.path === path)
  }

  keyEntries(): readonly Entry[] {
    return this.entries.filter(({ path }) => KEY_SETTINGS.includes(path))
  }

  /** Place of the value that wins, or of the nearest thing that was written of the others. */
  placeOf(path: string, ...others: string[]): Location | undefined {
    for (const one of [path, ...others]) {
      const raw = this.outcome.given.get(one)?.raw ?? this.written(one).at(-1)?.raw
      const place = raw && this.place(raw)
      if (place !== undefined) return place
    }
    return undefined
  }

  /** Place of a value. */
  place({ source }: Raw): Location | undefined {
    return this.#at(source, source?.span)
  }

  /** Place of the key that a value stands behind. */
  keyPlace({ source }: Raw): Location | undefined {
    return this.#at(source, source?.key ?? source?.span)
  }

  #at(source: Raw['source'], span: Span | undefined): Location | undefined {
    if (source?.variable !== undefined) return { env: source.variable }
    return source?.file === undefined || span === undefined ? undefined : this.spanAt(source.file, span)
  }

  spanAt(file: string, { start, end }: Span): FileLocation | undefined {
    return this.rangeAt(file, start.offset, end)
  }

  /** UTF-16 units of the file's text without its byte order mark. */
  rangeAt(file: string, start: number, end: number): FileLocation | undefined {
    const read = this.files.find((one) => one.file === file)
    if (read === undefined) return undefined
    let locate = this.#locators.get(file)
    if (locate === undefined) {
      locate = locator(read.name, read.text)
      this.#locators.set(file, locate)
    }
    return locate(start, end)
  }

  /** Writes other text in the place of a key or a value; undefined where it is no part of a file. */
  edit({ source }: Raw, part: 'key' | 'value', text: string): Edit | undefined {
    const span = part === 'key' ? source?.key : source?.span
    const read = this.files.find(({ file }) => file === source?.file)
    return read === undefined || span === undefined
      ? undefined
      : { file: read.name, start: span.start.offset, end: span.end, text }
  }

  /** The first key of the API, or other secret, that stands in the file. */
  secretIn(file: string): Entry | undefined {
    return this.entries.find(
      ({ path, raw }) => raw.source?.file === file && settingAt(path)?.secret === true && isSet(raw),
    )
  }

  /** The text of a value in its file, quotes, tag and anchor included. */
  sourceText({ source }: Raw): string | undefined {
    const { file, span } = source ?? {}
    if (file === undefined || span === undefined) return undefined
    return this.files.find((one) => one.file === file)?.text.slice(span.start.offset, span.end)
  }
}

/** Neither null nor empty. */
export const isSet = (raw: Raw): boolean => raw.kind !== 'nil' && !(raw.kind === 'string' && raw.value === '')
