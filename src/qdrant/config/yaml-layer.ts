import { wrongKind } from '../settings/failure.ts'
import type { LayerName, Raw, RawTable } from '../settings/raw.ts'
import { debugNode } from '../yaml/debug.ts'
import type { Entry, YamlNode } from '../yaml/node.ts'
import type { Span } from '../yaml/place.ts'
import { readYaml } from '../yaml/read.ts'
import { parseFloat64 } from '../yaml/scalar.ts'

/** A file as the server takes it over, or why it stops at it. */
export type YamlLayer =
  | { readonly kind: 'table'; readonly table: RawTable }
  /** `text` is the server's message, `redacted` the same without what the file holds. */
  | { readonly kind: 'error'; readonly text: string; readonly redacted: string; readonly span?: Span }
  | { readonly kind: 'limit'; readonly message: string }

interface Context {
  readonly layer: LayerName
  readonly file: string
  /** config-rs 0.14 took keys in any case. */
  readonly anyCase: boolean
}

/** config-rs 0.15 src/file/format/yaml.rs. */
export function readYamlLayer(text: string, context: Context): YamlLayer {
  const yaml = readYaml(text)
  if (yaml.kind === 'limit') return yaml
  const { file } = context
  if (yaml.kind === 'error') {
    const message = `${yaml.text} in ${file}`
    // A repeated key is named; keys are no secrets, and a secret in the place of a key shows as unknown key anyway.
    return {
      kind: 'error',
      text: message,
      redacted: message,
      span: { start: yaml.place, end: yaml.place.offset },
    }
  }
  const [root] = yaml.documents
  if (root === undefined) return { kind: 'table', table: { kind: 'table', entries: new Map() } }
  if (yaml.documents.length > 1) {
    const second = yaml.documents[1] ?? root
    return fault(`Got ${yaml.documents.length} YAML documents, expected 1 in ${file}`, second)
  }
  return convertRoot(root, context)
}

const fault = (text: string, span: Span, redacted = text): YamlLayer => ({
  kind: 'error',
  text,
  redacted,
  span,
})

class Refused extends Error {
  readonly node: YamlNode

  constructor(message: string, node: YamlNode) {
    super(message)
    this.node = node
  }
}

function convertRoot(root: YamlNode, context: Context): YamlLayer {
  const { file } = context
  try {
    const raw = convert(root, context)
    if (raw.kind === 'table') return { kind: 'table', table: raw }
    // The file is named twice: by the value and by the file.
    const { message, redacted } = wrongKind(raw, 'a map')
    return fault(`${message} in ${file} in ${file}`, root, `${redacted} in ${file} in ${file}`)
  } catch (error) {
    if (error instanceof Refused) return fault(`${error.message} in ${file}`, error.node)
    throw error
  }
}

function convert(node: YamlNode, context: Context, key?: Span): Raw {
  const base = {
    uri: context.file,
    source: { layer: context.layer, file: context.file, span: node, ...(key !== undefined && { key }) },
  }
  switch (node.kind) {
    case 'null':
    case 'bad':
      return { kind: 'nil', ...base }
    case 'boolean':
      return { kind: 'boolean', value: node.value, ...base }
    case 'integer':
      return { kind: 'integer', value: node.value, ...base }
    case 'string':
      return { kind: 'string', value: node.value, ...base }
    case 'real': {
      const value = parseFloat64(node.value)
      if (value === undefined)
        throw new Refused(`Parsing ${node.value} as floating point number failed`, node)
      return { kind: 'float', value, ...base }
    }
    case 'sequence':
      return { kind: 'list', items: node.items.map((item) => convert(item, context)), ...base }
    case 'mapping':
      return { kind: 'table', entries: convertEntries(node.entries, context), ...base }
  }
}

/** Two keys of different kind may become one text; the later wins. */
function convertEntries(entries: readonly Entry[], context: Context): Map<string, Raw> {
  const table = new Map<string, Raw>()
  for (const { key, value } of entries) {
    const name = keyName(key)
    table.set(context.anyCase ? name.toLowerCase() : name, convert(value, context, key))
  }
  return table
}

function keyName(key: YamlNode): string {
  switch (key.kind) {
    case 'string':
    case 'real':
      return key.value
    case 'integer':
    case 'boolean':
      return String(key.value)
    default:
      throw new Refused(`Cannot parse ${debugNode(key)} because it is an unsupported hash key type`, key)
  }
}
