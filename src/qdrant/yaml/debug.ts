import { debugString } from '../rust.ts'
import type { YamlNode } from './node.ts'

/** A node as the server names it in messages. */
export function debugNode(node: YamlNode): string {
  switch (node.kind) {
    case 'null':
      return 'Null'
    case 'bad':
      return 'BadValue'
    case 'boolean':
      return `Boolean(${node.value})`
    case 'integer':
      return `Integer(${node.value})`
    case 'real':
      return `Real(${debugString(node.value)})`
    case 'string':
      return `String(${debugString(node.value)})`
    case 'sequence':
      return `Array([${node.items.map(debugNode).join(', ')}])`
    case 'mapping':
      return `Hash({${node.entries.map(({ key, value }) => `${debugNode(key)}: ${debugNode(value)}`).join(', ')}})`
  }
}
