import type { JsonNode } from '../json/read.ts'
import type { ValueExists } from './claims.ts'
import { valuesAt } from './json-path.ts'

/** What is known of the server's data: payloads of the points of each collection, and aliases. */
export interface World {
  collections: ReadonlyMap<string, readonly JsonNode[]>
  aliases: ReadonlyMap<string, string>
}

export type GuardAnswer = 'present' | 'absent' | 'collection-missing'

/**
 * Whether one point matches all pairs. Aliases are followed here, other than in access checks. Payload indexes are not known
 * here: one of integers makes 7.0 match 7, one of UUIDs any spelling of one, and one of another type hides texts that are UUIDs.
 */
export function checkValueExists(claim: ValueExists, world: World): GuardAnswer {
  const points = world.collections.get(world.aliases.get(claim.collection) ?? claim.collection)
  if (points === undefined) return 'collection-missing'
  const found = points.some((payload) =>
    claim.matches.every(({ path, value }) => valuesAt(payload, path).some((node) => matches(node, value))),
  )
  return found ? 'present' : 'absent'
}

/** A list matches when one of its items does; types are not converted. */
function matches(node: JsonNode, value: string | bigint | boolean): boolean {
  if (node.kind === 'list') return node.items.some((item) => item.kind !== 'list' && matches(item, value))
  return 'value' in node && node.value === value
}
