import { setValue, unsetValue } from '../config/edit.ts'
import { type EditedFile, withSettingChanged } from '../config/file-edit.ts'
import { yamlText } from '../config/value-text.ts'
import { QdrantAuthError } from '../errors.ts'
import { type EffectiveConfig, loadEffective } from '../qdrant/config/effective.ts'
import type { ServerFiles } from '../qdrant/config/server-files.ts'
import { settingAt } from '../qdrant/settings/table.ts'

/** The two secrets of a rotation. */
export type SecretName = 'old' | 'new'

export type Secrets = Readonly<Partial<Record<SecretName, string>>>

/** The new key first: from the middle on it is the one that stays. */
export const keysToAskWith = ({ new: next, old }: Secrets): string[] =>
  [next, old].filter((key) => key !== undefined)

/** What a phase puts into every config: path of a setting → a secret, `true`, or null where it is not to be there. */
export type Settings = Readonly<Record<string, SecretName | true | null>>

export const API = 'service.api_key'
export const ALTERNATE = 'service.alt_api_key'
export const READ_ONLY = 'service.read_only_api_key'
export const INTERNAL = 'service.enforce_internal_auth'

/** The file's text with these settings; everything else keeps its bytes. The same text where all is so already. */
export function withSettings(file: EditedFile, settings: Settings, secrets: Secrets): string {
  let text = file.before
  for (const [path, wanted] of Object.entries(settings)) {
    // However it is written there: unquoted, by an alias.
    if (wanted !== null && text !== '' && settingsIn(text, [path], secrets)[path] === String(wanted)) continue
    const value = textFor(wanted, secrets)
    const edited = { ...file, before: text }
    if (value === null) text = withSettingChanged(edited, path, unsetValue, undefined)
    else {
      const setting = settingAt(path)
      if (setting === undefined) throw new TypeError(`no setting ${path}`)
      const yaml = yamlText(setting, value)
      const meaning = wanted === true ? 'boolean true' : `string ${value}`
      text = withSettingChanged(edited, path, (old, place) => setValue(old, place, yaml), meaning)
    }
  }
  return text
}

/** What the file says to these settings, as the server reads it alone: `old`, `new`, `true`, `other` or nothing. */
export function settingsIn(
  text: string,
  paths: readonly string[],
  secrets: Secrets,
): Record<string, string | null> {
  const [outcome] = readAlone(text).outcomes
  return Object.fromEntries(
    paths.map((path) => {
      const value = outcome.values.text(path) ?? ''
      if (value === '' || value === 'false') return [path, null]
      const name = Object.entries(secrets).find(([, secret]) => secret === value)?.[0]
      return [path, name ?? (value === 'true' ? 'true' : 'other')]
    }),
  )
}

/** The values a file gives, as the server reads it beside nothing else. Throws where the server would not start with it. */
export function readAlone(text: string): EffectiveConfig {
  const only = Buffer.from(text)
  const name = '/config/local.yaml'
  const files: ServerFiles = {
    kindOf: (path) => (path === 'config/local.yaml' || path === name ? 'file' : undefined),
    read: (path) => (path === 'config/local.yaml' || path === name ? only : 'ENOENT'),
    makeFailure: () => undefined,
    writeFailure: () => undefined,
  }
  const config = loadEffective({ directory: '/', files })
  const broken = config.layers.find(({ error }) => error !== undefined)?.error
  if (broken !== undefined)
    throw new QdrantAuthError('file-malformed', `the server does not read it: ${broken.redacted}`, {
      hints: ['mend the YAML first'],
    })
  return config
}

function textFor(wanted: SecretName | true | null, secrets: Secrets): string | null {
  if (wanted === null) return null
  if (wanted === true) return 'true'
  const secret = secrets[wanted]
  if (secret === undefined) throw new TypeError(`no ${wanted} secret`)
  return secret
}

/** Whether a file's settings (of `settingsIn`) are these. */
export const areIn = (settings: Settings, found: Record<string, string | null>): boolean =>
  Object.entries(settings).every(
    ([path, wanted]) => (wanted === null ? null : String(wanted)) === found[path],
  )
