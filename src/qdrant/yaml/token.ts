import type { Span } from './place.ts'

export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded'

export type MarkKind =
  | 'stream-start'
  | 'stream-end'
  | 'version-directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'

export interface AnchorToken extends Span {
  readonly kind: 'anchor'
  readonly name: string
}

export interface AliasToken extends Span {
  readonly kind: 'alias'
  readonly name: string
}

export interface TagToken extends Span {
  readonly kind: 'tag'
  readonly handle: string
  readonly suffix: string
}

export interface TagDirectiveToken extends Span {
  readonly kind: 'tag-directive'
  readonly handle: string
  readonly prefix: string
}

export interface ScalarToken extends Span {
  readonly kind: 'scalar'
  readonly style: ScalarStyle
  readonly text: string
}

/** A token that says everything by its kind. */
export interface MarkToken extends Span {
  readonly kind: MarkKind
}

export type Token = MarkToken | AnchorToken | AliasToken | TagToken | TagDirectiveToken | ScalarToken
