import type { YamlNode } from './node.ts'
import { Parser } from './parser.ts'
import { type Place, YamlError, YamlLimit } from './place.ts'

/** Far above any configuration; a text of this size is still read in a second. */
export const LARGEST_BYTES = 64 << 20

export type YamlText =
  | { readonly kind: 'documents'; readonly documents: readonly YamlNode[] }
  /** `text` is the server's message. */
  | { readonly kind: 'error'; readonly text: string; readonly place: Place }
  /** Too large or too deep to say what the server makes of it. */
  | { readonly kind: 'limit'; readonly message: string }

/** Bytes as text the way the server decodes them: one byte order mark in front dropped, what is no UTF-8 becomes U+FFFD. */
export const decodeText = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes)

/** A text as the server's YAML reader (yaml-rust2 0.11) sees it. */
export function readYaml(text: string): YamlText {
  if (text.length > LARGEST_BYTES) return { kind: 'limit', message: `more than ${LARGEST_BYTES} characters` }
  try {
    return { kind: 'documents', documents: new Parser(text).documents() }
  } catch (error) {
    if (error instanceof YamlError) return { kind: 'error', text: error.text, place: error.place }
    if (error instanceof YamlLimit) return { kind: 'limit', message: error.message }
    throw error
  }
}
