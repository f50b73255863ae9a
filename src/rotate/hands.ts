import type { Processes } from '../files/lock.ts'
import type { Captured, ProgramOptions } from '../program.ts'

/** What a rotation does things with; handed in, so that tests hand in others. */
export interface Hands {
  now(): Date
  /** Waits; rejects at Ctrl-C. */
  sleep(milliseconds: number): Promise<void>
  /** Unique text for temp names. */
  tag(): string
  processes: Processes
  random(count: number): Uint8Array
  execute(argv: readonly string[], options: ProgramOptions): Promise<number>
  capture(argv: readonly string[], options: ProgramOptions & { stdin?: string }): Promise<Captured>
  /** One line on what is being done. */
  say(line: string): Promise<void>
  /** Variables with secrets, which no child is to get. */
  secretVariables: readonly string[]
  signal: AbortSignal
}

/** How long a rotation waits, in milliseconds. */
export interface Patience {
  /** For a restart command to end. */
  restart: number
  /** For a node and the cluster to be ready after it. */
  ready: number
  /** Between the first two looks; it grows up to a second. */
  look: number
}
