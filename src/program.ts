/** How another program is run, as a contract; `src/cli/programs.ts` runs it. */
export interface ProgramOptions {
  cwd: string
  /** Variables of the environment that it does not get, because they hold secrets that are not its own. */
  without: readonly string[]
  /** Milliseconds until it is ended; for ever without it. */
  timeout?: number
}

/** What a program came to. */
export interface Captured {
  code: number
  stdout: string
  stderr: string
}
