import { validate } from '../../src/config/validate.ts'
import type { Finding } from '../../src/finding.ts'
import { type MemoryFile, memoryFiles } from '../qdrant/config/memory-files.ts'

/** A server's surroundings in memory. `config` stands for `config/config.yaml`. */
export interface Setup {
  config?: string
  files?: Record<string, MemoryFile>
  variables?: Record<string, string>
  arguments?: readonly string[]
  version?: string
  mode?: number
  uid?: number
  tracked?: readonly string[]
  alone?: true
  now?: Date
  disabled?: readonly string[]
}

export const KEY = 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx'

export async function findingsOf(setup: Setup): Promise<Finding[]> {
  const files = {
    ...setup.files,
    ...(setup.config !== undefined && { 'config/config.yaml': { content: setup.config } }),
  }
  const { findings } = await validate({
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
    disabled: setup.disabled ?? [],
    nameOf: (file) => file,
  })
  return findings
}

/** `file:line:column`, `$VARIABLE`, or nothing. */
export const placeOf = ({ location }: Finding): string =>
  location === undefined
    ? ''
    : 'env' in location
      ? `$${location.env}`
      : `${location.file}:${location.line}:${location.column}`

/** What one rule says of a setup: place, message and hint, each on a line. */
export async function told(rule: string, setup: Setup): Promise<string[]> {
  const findings = await findingsOf(setup)
  return findings
    .filter(({ ruleId }) => ruleId === `config/${rule}`)
    .map((finding) => [placeOf(finding), finding.message, finding.hint ?? ''].join('\n'))
}
