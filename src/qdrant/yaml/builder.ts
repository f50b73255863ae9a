import { debugNode } from './debug.ts'
import {
  type Entry,
  identity,
  type MappingNode,
  type ScalarNode,
  type SequenceNode,
  type YamlNode,
} from './node.ts'
import { type Place, type Span, YamlError, YamlLimit } from './place.ts'
import { resolveScalar, type Scalar, type Tag } from './scalar.ts'
import type { ScalarStyle, ScalarToken } from './token.ts'

/** More than any configuration holds, and little enough to keep in memory. Aliases count as what they stand for. */
const MOST_NODES = 100_000

/** What stands before a node: its anchor and its tag. */
export interface Properties {
  /** From the first to the last of them; undefined where there is none. */
  span?: Span
  tag?: Tag
}

/** Makes nodes and remembers the first repeated key: the server goes on reading and complains when it is done. */
export class Builder {
  repeated: YamlError | undefined
  #nodes = 0

  scalar({ text, style, start, end }: Omit<ScalarToken, 'kind'>, { span, tag }: Properties = {}): ScalarNode {
    this.#count(1)
    return scalarNode(resolveScalar({ text, style }, tag), text, style, span?.start ?? start, end, start, tag)
  }

  /** Nothing, where the server finds the token at `read` instead of a node. It is shown at `span`. */
  empty(read: Place, { start, end }: Span = { start: read, end: read.offset }, tag?: Tag): ScalarNode {
    this.#count(1)
    return scalarNode(resolveScalar({ text: '', style: 'plain' }, tag), '', 'plain', start, end, read, tag)
  }

  /** An alias of a complete node, or of one that is still open. */
  alias(named: YamlNode | undefined, { start, end }: Span): YamlNode {
    this.#count(named?.size ?? 1)
    if (named === undefined) return scalarNode({ kind: 'bad' }, '', 'plain', start, end, start, undefined)
    return { ...named, start, end, read: start, original: { start: named.start, end: named.end } }
  }

  sequence(items: YamlNode[], { start, end }: Span, read: Place, tag?: Tag): SequenceNode {
    return { kind: 'sequence', items, start, end, read, size: this.#sizeOf(items), tag }
  }

  mapping(entries: Entry[], { start, end }: Span, read: Place, tag?: Tag): MappingNode {
    const size = this.#sizeOf(entries.flatMap(({ key, value }) => [key, value]))
    return { kind: 'mapping', entries, start, end, read, size, tag }
  }

  #sizeOf(nodes: YamlNode[]): number {
    this.#count(1)
    return nodes.reduce((sum, { size }) => sum + size, 1)
  }

  #count(nodes: number): void {
    this.#nodes += nodes
    if (this.#nodes > MOST_NODES) throw new YamlLimit(`more than ${MOST_NODES} values`)
  }
}

/** Without spreading objects into each other, which takes most of the time of reading a file. */
function scalarNode(
  scalar: Scalar,
  text: string,
  style: ScalarStyle,
  start: Place,
  end: number,
  read: Place,
  tag: Tag | undefined,
): ScalarNode {
  const value = 'value' in scalar ? scalar.value : undefined
  return { kind: scalar.kind, value, text, style, size: 1, start, end, read, tag } as ScalarNode
}

/** The entries of a mapping while its nodes come in. */
export class Entries {
  readonly list: Entry[] = []
  readonly #builder: Builder
  readonly #seen = new Set<string>()
  #key: YamlNode | undefined

  constructor(builder: Builder) {
    this.#builder = builder
  }

  /** A node without a meaning cannot be a key to the server: it forgets it, and the next node becomes the key. */
  add(node: YamlNode): void {
    if (this.#key === undefined) {
      if (node.kind !== 'bad') this.#key = node
      return
    }
    const key = this.#key
    this.#key = undefined
    const id = identity(key)
    if (this.#seen.has(id))
      this.#builder.repeated ??= new YamlError(`${debugNode(key)}: duplicated key in mapping`, node.read)
    this.#seen.add(id)
    this.list.push({ key, value: node })
  }
}
