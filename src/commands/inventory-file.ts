import { dirname } from 'node:path'
import type { Context } from '../cli/context.ts'
import { readInput } from '../cli/input.ts'
import { parseYaml } from '../config/yaml-list.ts'
import { type Inventory, parseInventory } from '../rotate/inventory.ts'

/** Where nodes are looked for that nobody names. */
export const DEFAULT_INVENTORY = 'qdrant-auth.yaml'

/** An inventory is a few lines a node. */
const LIMIT = 1 << 20

/** Reads an inventory, from stdin (`-`) too; `base` is the absolute directory that its paths start from. */
export async function readInventory(
  file: string,
  context: Context,
): Promise<{ inventory: Inventory; base: string }> {
  const { bytes } = await readInput(context, file, LIMIT)
  return {
    base: file === '-' ? context.cwd : dirname(context.path(file)),
    inventory: parseInventory(parseYaml(bytes.toString('utf8'))),
  }
}
