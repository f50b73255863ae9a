/**
 * Failures as data: a stable code, one plain lower-case sentence, hints. Never a secret in any of them.
 * Which code ends the process with which exit code is said here and nowhere else (design contract 3.2).
 */

export const EXIT = {
  done: 0,
  findings: 1,
  usage: 2,
  failure: 3,
  unreachable: 4,
  refused: 5,
  conflict: 6,
  interrupted: 130,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Whether it is what waiting ends with when somebody interrupts. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'

/** Every error code of the tool with the exit code it ends in. Codes are stable: scripts match on them. */
export const EXIT_OF_CODE = {
  usage: EXIT.usage,
  'missing-answer': EXIT.usage,
  'bad-value': EXIT.usage,
  'weak-key': EXIT.usage,
  'not-accepted': EXIT.findings,
  'file-missing': EXIT.failure,
  'file-unreadable': EXIT.failure,
  'file-unwritable': EXIT.failure,
  'file-too-large': EXIT.failure,
  'file-malformed': EXIT.failure,
  'no-space': EXIT.failure,
  internal: EXIT.failure,
  'command-failed': EXIT.failure,
  'server-unreachable': EXIT.unreachable,
  'not-ready': EXIT.unreachable,
  'server-refused': EXIT.refused,
  'not-proved': EXIT.findings,
  'inventory-differs': EXIT.conflict,
  'file-exists': EXIT.conflict,
  'file-changed': EXIT.conflict,
  'not-a-directory': EXIT.conflict,
  'not-a-file': EXIT.conflict,
  symlink: EXIT.conflict,
  locked: EXIT.conflict,
  interrupted: EXIT.interrupted,
} as const

export type ErrorCode = keyof typeof EXIT_OF_CODE

export class QdrantAuthError extends Error {
  readonly code: ErrorCode
  readonly hints: readonly string[]

  constructor(
    code: ErrorCode,
    message: string,
    options: { hints?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'QdrantAuthError'
    this.code = code
    this.hints = options.hints ?? []
  }

  get exitCode(): ExitCode {
    return EXIT_OF_CODE[this.code]
  }
}
