import { CHOICES, RANGES } from './names.ts'
import { ROWS } from './rows.ts'
import type { Form } from './shape.ts'

/** One setting of the server: how it is typed and what it is for (src/settings.rs, storage/src/types.rs). */
export interface Setting {
  path: string
  type: 'string' | 'boolean' | 'port' | 'integer' | 'number' | 'word' | 'list' | 'table'
  /** How the server reads it, in full. */
  form: Form
  /** `null` in the file means unset; elsewhere it stops the server from starting. */
  nullable: boolean
  /** What holds when no file and no variable names it. */
  default: string | number | boolean | null
  /** First release that reads it; older ones ignore it. */
  since: string
  /** A value that must not be shown. */
  secret?: true
  /** A key of the API, and what it opens. */
  credential?: 'full' | 'read'
  /** Possible values of a `word`. */
  words?: readonly string[]
  /** Numbers outside make the server warn, and start all the same. */
  range?: { min?: number; max?: number }
  about: string
}

const CREDENTIALS: Record<string, 'full' | 'read'> = {
  'service.api_key': 'full',
  'service.alt_api_key': 'full',
  'service.read_only_api_key': 'read',
}

const SECRETS = new Set([
  ...Object.keys(CREDENTIALS),
  'storage.snapshots_config.s3_config.access_key',
  'storage.snapshots_config.s3_config.secret_key',
  'debugger.pyroscope.password',
  'inference.token',
])

const TYPES: Record<Form, Setting['type']> = {
  text: 'string',
  path: 'string',
  boolean: 'boolean',
  u8: 'integer',
  u16: 'port',
  u32: 'integer',
  u64: 'integer',
  i64: 'integer',
  f32: 'number',
  f64: 'number',
  nonzero: 'integer',
  word: 'word',
  words: 'list',
  counts: 'list',
  'word-or-boolean': 'word',
  'word-or-count': 'integer',
  'count-or-text': 'integer',
  quantization: 'table',
  'named-tables': 'table',
  table: 'table',
}

export const SETTINGS: readonly Setting[] = ROWS.filter(([, form]) => !form.startsWith('table')).map(
  ([path, form, , fallback, since, about]) => {
    const plain = form.replace('?', '') as Form
    const words = CHOICES[path]?.words
    const range = RANGES[path]
    const credential = CREDENTIALS[path]
    return {
      path,
      type: TYPES[plain],
      form: plain,
      nullable: form.endsWith('?') || plain === 'count-or-text',
      default: fallback,
      since,
      about,
      ...(SECRETS.has(path) && { secret: true as const }),
      ...(credential !== undefined && { credential }),
      ...(words !== undefined && { words }),
      ...(range !== undefined && { range }),
    }
  },
)

/** Paths of the tables, at every depth. */
export const TABLES: ReadonlySet<string> = new Set(
  ROWS.filter(([, form]) => form.startsWith('table')).map(([path]) => path),
)

const BY_PATH: ReadonlyMap<string, Setting> = new Map(SETTINGS.map((setting) => [setting.path, setting]))

export const settingAt = (path: string): Setting | undefined => BY_PATH.get(path)
