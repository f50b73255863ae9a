import type { Span } from '../yaml/place.ts'

/** Layers of configuration in the order the server reads them; later ones win (src/settings.rs). */
export type LayerName =
  | 'bundled'
  | 'config'
  | 'run-mode'
  | 'local'
  | 'package'
  | 'config-path'
  | 'environment'

/** Where a value was written. */
export interface Source {
  readonly layer: LayerName
  /** As found, relative to the server's working directory where it is below it. */
  readonly file?: string
  readonly span?: Span
  /** The key in the file. */
  readonly key?: Span
  /** Name of the variable as it is in the environment. */
  readonly variable?: string
}

interface RawBase {
  /** What the server's messages call the place; tables have none. */
  readonly uri?: string
  readonly source?: Source
}

/** A value of a configuration source before the server gives it a type (config-rs 0.15). */
export type Raw = RawBase &
  (
    | { readonly kind: 'nil' }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'integer'; readonly value: bigint }
    | { readonly kind: 'float'; readonly value: number }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'list'; readonly items: readonly Raw[] }
    | { readonly kind: 'table'; readonly entries: ReadonlyMap<string, Raw> }
  )

export type RawTable = Extract<Raw, { kind: 'table' }>
