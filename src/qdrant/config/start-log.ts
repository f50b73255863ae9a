import type { Values } from '../settings/values.ts'
import { violations } from '../settings/warnings.ts'
import { has } from '../versions.ts'
import type { Layer } from './layers.ts'
import { type LogLine, line } from './log.ts'
import type { Authentication } from './outcome.ts'

const SETTINGS_TARGET = 'qdrant::settings'
const VALIDATION_TARGET = 'collection::operations::validation'

const KEYS = ['api_key', 'alt_api_key', 'read_only_api_key'] as const

/** HMAC-SHA256 wants a key of its own size. */
const RECOMMENDED_KEY_BYTES = 32

export function authenticationOf(values: Values, version: string): Authentication {
  const key = (name: string): string | undefined => {
    const value = values.text(`service.${name}`)
    return value === '' && has(version, 'emptyKeyIsUnset') ? undefined : value
  }
  const keys = {
    apiKey: key('api_key'),
    altApiKey: key('alt_api_key'),
    readOnlyApiKey: key('read_only_api_key'),
  }
  return {
    ...keys,
    enabled: Object.values(keys).some((value) => value !== undefined),
    jwt: values.flag('service.jwt_rbac') && (keys.apiKey ?? keys.altApiKey) !== undefined,
  }
}

/** Settings::validate_and_warn of src/settings.rs. */
export function settingsLog(values: Values, layers: readonly Layer[], version: string): LogLine[] {
  return [
    ...(has(version, 'emptyKeyIsUnset') ? emptyKeys(values) : []),
    ...tokenKeys(values),
    ...missingFiles(layers),
    ...validatorLines(values),
  ]
}

const emptyKeys = (values: Values): LogLine[] =>
  KEYS.filter((name) => values.at(`service.${name}`) === '').map((name) =>
    line(
      'WARN',
      SETTINGS_TARGET,
      `Service ${name} is set but empty, it is treated as unset and authentication may be disabled`,
    ),
  )

function tokenKeys(values: Values): LogLine[] {
  if (!values.flag('service.jwt_rbac')) return []
  const keys = ['service.api_key', 'service.alt_api_key'].flatMap((path) => values.text(path) ?? [])
  if (keys.every((key) => key === ''))
    return [line('WARN', SETTINGS_TARGET, 'JWT RBAC configured but no API key set, JWT RBAC is not enabled')]
  const shortest = Math.min(...keys.map((key) => Buffer.byteLength(key)))
  if (shortest >= RECOMMENDED_KEY_BYTES) return []
  const advice = `It is highly recommended to use an API key of ${RECOMMENDED_KEY_BYTES} bytes when JWT RBAC is enabled`
  return [line('WARN', SETTINGS_TARGET, advice)]
}

/** Nothing is said about `config/local` and the file of the package. */
function missingFiles(layers: readonly Layer[]): LogLine[] {
  const absent = layers.filter(({ loaded }) => !loaded)
  return [
    ...absent
      .filter(({ name }) => name === 'config-path')
      .map(({ lookup }) =>
        line('ERROR', SETTINGS_TARGET, `Config file via --config-path is not found: ${lookup}`),
      ),
    ...absent
      .filter(({ name }) => name === 'config' || name === 'run-mode')
      .map(({ lookup }) => line('WARN', SETTINGS_TARGET, `Config file not found: ${lookup}`)),
  ]
}

function validatorLines(values: Values): LogLine[] {
  const found = violations(values)
  if (found.length === 0) return []
  return [
    line('WARN', VALIDATION_TARGET, 'Settings configuration file has validation errors:'),
    ...found.map(({ path, text }) => line('WARN', VALIDATION_TARGET, `- ${path}: ${text}`)),
  ]
}
