import { type Document, parseDocument } from 'yaml'
import { QdrantAuthError } from '../errors.ts'
import { requireShallow } from './yaml-depth.ts'

/** How often aliases may be followed, as the library counts it. */
const MOST_ALIASES = 100

/** The items of a YAML document that is a list. */
export function parseYamlList(text: string): unknown[] {
  const value = parseYaml(text)
  if (!Array.isArray(value)) throw bad('it is not a list')
  return value
}

/** A YAML document as plain values. */
export function parseYaml(text: string): unknown {
  requireShallow(text)
  // A warning of the library would quote the text, past our streams.
  const document = parseDocument(text, { uniqueKeys: true, version: '1.2', logLevel: 'error' })
  const [error] = document.errors
  if (error !== undefined)
    throw bad(`line ${error.linePos?.[0].line ?? 1}: ${error.message.split(/ at line |\n/)[0]}`)
  return plainValue(document)
}

/** The values of a document that was parsed. Aliases are limited, so that a small file cannot become a large one. */
export function plainValue(document: Document): unknown {
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES })
  } catch {
    throw bad('an alias names nothing, or there are more of them than anybody needs')
  }
  requireEnd(value, [])
  return value
}

/** A list may hold an alias of itself, and whoever walks through such a value never ends. */
function requireEnd(value: unknown, above: readonly unknown[]): void {
  if (typeof value !== 'object' || value === null) return
  if (above.includes(value)) throw bad('an alias stands within what it names')
  for (const one of Object.values(value)) requireEnd(one, [...above, value])
}

const bad = (reason: string): QdrantAuthError =>
  new QdrantAuthError('file-malformed', `the YAML cannot be read: ${reason}`)
