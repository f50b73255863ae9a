import type { Place, Span } from './place.ts'
import type { Scalar, Tag } from './scalar.ts'
import type { ScalarStyle } from './token.ts'

interface NodeBase extends Span {
  /** Where the server believes to be when it has read the node: the place of its messages. */
  readonly read: Place
  /** Nodes in it, aliases followed, itself included. */
  readonly size: number
  readonly tag: Tag | undefined
  /** The node stands here by an alias; `start` and `end` are the alias, this is the place of what it names. */
  readonly original?: Span
}

export type ScalarNode = NodeBase &
  Scalar & {
    /** The text before it was given a meaning. */
    readonly text: string
    readonly style: ScalarStyle
  }

export interface SequenceNode extends NodeBase {
  readonly kind: 'sequence'
  readonly items: readonly YamlNode[]
}

export interface Entry {
  readonly key: YamlNode
  readonly value: YamlNode
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping'
  /** In the order of the text; keys differ. */
  readonly entries: readonly Entry[]
}

export type YamlNode = ScalarNode | SequenceNode | MappingNode

/** Two keys are the same exactly when these texts are. */
export function identity(node: YamlNode): string {
  switch (node.kind) {
    case 'null':
    case 'bad':
      return node.kind
    case 'boolean':
    case 'integer':
      return `${node.kind} ${node.value}`
    case 'real':
    case 'string':
      return `${node.kind} ${JSON.stringify(node.value)}`
    case 'sequence':
      return `[${node.items.map(identity).join(',')}]`
    case 'mapping':
      return `{${node.entries.map(({ key, value }) => `${identity(key)}:${identity(value)}`).join(',')}}`
  }
}
