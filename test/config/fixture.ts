import { RULES } from '../../src/config/rules.ts'
import { type Validated, type ValidateRequest, validate } from '../../src/config/validate.ts'
import type { Finding } from '../../src/finding.ts'
import { type MemoryFile, memoryFiles } from '../qdrant/config/memory-files.ts'

/** A server's surroundings in memory. `config` stands for `config/config.yaml`. */
export interface Setup {
  config?: string
  files?: Record<string, MemoryFile>
  variables?: Record<string, string | Uint8Array>
  arguments?: readonly string[]
  version?: string
  mode?: number
  uid?: number
  tracked?: readonly string[]
  alone?: true
  now?: Date
  disabled?: readonly string[]
  /** Rules that are asked, without `config/`; all of them where it is not given. */
  only?: readonly string[]
}

export const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'

const idsBut = (names: readonly string[]): string[] =>
  RULES.map(({ id }) => id).filter((id) => !names.includes(id.slice('config/'.length)))

export const findingsOf = async (setup: Setup): Promise<Finding[]> => (await validated(setup)).findings

export const validated = (setup: Setup): Promise<Validated> => validate(requestOf(setup))

export function requestOf(setup: Setup): ValidateRequest {
  const files = {
    ...setup.files,
    ...(setup.config !== undefined && { 'config/config.yaml': { content: setup.config } }),
  }
  return {
    files: memoryFiles(files, setup.uid),
    directory: '/srv',
    variables: Object.entries(setup.variables ?? {}).map(([name, value]) => ({ name, value })),
    arguments: setup.arguments ?? [],
    ...(setup.version !== undefined && { version: setup.version }),
    disk: {
      modeOf: () => setup.mode ?? 0o600,
      isTracked: (file) => setup.tracked?.includes(file) === true,
      names: Object.keys(files)
        .filter((name) => name.startsWith('config/'))
        .map((name) => name.slice('config/'.length)),
    },
    complete: setup.alone !== true,
    now: setup.now ?? new Date('2026-11-24T12:00:00Z'),
    disabled: setup.disabled ?? (setup.only === undefined ? [] : idsBut(setup.only)),
    nameOf: (file) => file,
  }
}

/** `file:line:column`, `$VARIABLE`, or nothing. */
export const placeOf = ({ location }: Finding): string =>
  location === undefined
    ? ''
    : 'env' in location
      ? `$${location.env}`
      : `${location.file}:${location.line}:${location.column}`

/** What one rule says of a setup: place, message and hint. The file that most are about is left out. */
export const told = async (rule: string, setup: Setup): Promise<string[]> =>
  (await findingsOf({ ...setup, only: [rule] })).map((one) =>
    [placeOf(one).replace('config/config.yaml:', ''), one.message, ...(one.hint ? ['→', one.hint] : [])].join(
      ' ',
    ),
  )

/** `config/config.yaml` with the fixes of one rule, each behind what it says it does. */
export async function mended(rule: string, config: string): Promise<string[]> {
  const fixes = (await findingsOf({ config, only: [rule] })).flatMap(({ fix }) => fix ?? [])
  return fixes.map(({ description, edits }) => {
    const inserted = [...edits].sort((a, b) => b.start - a.start)
    const text = inserted.reduce(
      (all, { start, end, text }) => all.slice(0, start) + text + all.slice(end),
      config,
    )
    return `${description}: ${text}`
  })
}
