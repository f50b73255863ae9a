import type { Raw } from '../qdrant/settings/raw.ts'
import { isRaw, type Settings, type SettingValue } from './deployment.ts'
import type { Escaped } from './escaped.ts'

type Tree = Map<string, Tree | SettingValue>

/** The settings as a YAML document of the server, text always in quotes. `quote` is how the file wants its strings. */
export function settingsYaml(settings: Settings, quote: (text: string) => Escaped): Escaped {
  const root: Tree = new Map()
  for (const [path, value] of settings) {
    const names = path.split('.')
    let table = root
    for (const name of names.slice(0, -1)) {
      const below = table.get(name)
      const next = below instanceof Map ? below : new Map()
      table.set(name, next)
      table = next
    }
    table.set(names.at(-1) ?? '', value)
  }
  return linesOf(root, quote).join('\n') as Escaped
}

function linesOf(tree: Tree, quote: (text: string) => Escaped): string[] {
  return [...tree].flatMap(([name, value]) =>
    value instanceof Map
      ? [`${name}:`, ...linesOf(value, quote).map((line) => `  ${line}`)]
      : [`${name}: ${isRaw(value) ? flow(value, quote) : scalar(value, quote)}`],
  )
}

const scalar = (value: Exclude<SettingValue, Raw>, quote: (text: string) => Escaped): string =>
  typeof value === 'string' ? quote(value) : String(value)

function flow(raw: Raw, quote: (text: string) => Escaped): string {
  if (raw.kind === 'nil') return 'null'
  if (raw.kind === 'list') return `[${raw.items.map((item) => flow(item, quote)).join(', ')}]`
  if (raw.kind === 'table')
    return `{${[...raw.entries].map(([key, value]) => `${quote(key)}: ${flow(value, quote)}`).join(', ')}}`
  return scalar(raw.value, quote)
}
