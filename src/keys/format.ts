import { QdrantAuthError } from '../errors.ts'

export const KEY_FORMATS = ['text', 'env', 'yaml', 'json'] as const

export type KeyFormat = (typeof KEY_FORMATS)[number]

/** Keys the server knows by name; other names have no place in an env file or a config. */
export const SERVICE_KEYS = ['api_key', 'read_only_api_key', 'alt_api_key'] as const

export interface NamedKey {
  name: string
  key: string
}

/** The keys as a text for one use. `json` is not among them: it is the envelope of `--json`. */
export function formatKeys(keys: readonly NamedKey[], format: Exclude<KeyFormat, 'json'>): string {
  if (format === 'text') return keys.map(({ key }) => `${key}\n`).join('')
  for (const { name } of keys) requireServiceKey(name, format)
  if (format === 'env') return keys.map(({ name, key }) => `${environmentName(name)}=${key}\n`).join('')
  // Quoted although it need not be: whoever edits the file later keeps the quotes.
  return `service:\n${keys.map(({ name, key }) => `  ${name}: "${key}"\n`).join('')}`
}

export const environmentName = (setting: string): string => `QDRANT__SERVICE__${setting.toUpperCase()}`

function requireServiceKey(name: string, format: string): void {
  if ((SERVICE_KEYS as readonly string[]).includes(name)) return
  throw new QdrantAuthError(
    'usage',
    `--format ${format} writes settings of the server, and there is none for several keys`,
    {
      hints: ['use --set for api_key and read_only_api_key, or --format text'],
    },
  )
}
