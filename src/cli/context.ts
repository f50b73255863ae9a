import { resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { EXIT, type ExitCode, QdrantAuthError } from '../errors.ts'
import type { Io } from './io.ts'
import type { Style } from './style.ts'
import { styleFor } from './style.ts'

/** Options that every command takes. */
export interface GlobalOptions {
  json: boolean
  quiet: boolean
  verbose: boolean
  color: boolean
  /** False after `--no-input`: nothing is ever asked. */
  input: boolean
  cwd: string | undefined
}

/** What a verb gets besides its own options: the world, the global options, and how to talk. */
export class Context {
  readonly io: Io
  readonly command: string
  /** Another program and its arguments, where the verb takes one. */
  readonly trailing: readonly string[]
  globals: GlobalOptions = {
    json: false,
    quiet: false,
    verbose: false,
    color: true,
    input: true,
    cwd: undefined,
  }

  /** What the command ended with; set by `finish`. */
  exitCode: ExitCode = EXIT.done
  private queued = ''

  constructor(io: Io, command: string, trailing: readonly string[] = []) {
    this.io = io
    this.command = command
    this.trailing = trailing
  }

  outStyle(): Promise<Style> {
    return styleFor(this.io.stdout, this.io.env, !this.globals.color)
  }

  errStyle(): Promise<Style> {
    return styleFor(this.io.stderr, this.io.env, !this.globals.color)
  }

  /** The directory the command works in: `-C DIR`, else where it was called. */
  get cwd(): string {
    return resolve(this.io.cwd, this.globals.cwd ?? '.')
  }

  /** Questions are asked only when both ends of the talk are terminals and nobody forbade it. */
  get canPrompt(): boolean {
    return this.globals.input && this.io.stdin.isTTY && this.io.stderr.isTTY
  }

  /** Help fits the terminal, and 80 columns where there is none. */
  get helpWidth(): number {
    return Math.min(this.io.stdout.columns ?? 80, 100)
  }

  /** For commander, which writes its help synchronously; `flush` sends it. */
  queueOut(text: string): void {
    this.queued += text
  }

  async flush(): Promise<void> {
    const text = this.queued
    this.queued = ''
    await this.writeOut(text)
  }

  /** Absolute. An empty one is most likely a variable that is not set: it does not mean this directory. */
  path(path: string): string {
    if (path === '')
      throw new QdrantAuthError('bad-value', 'a path is empty', { hints: ['write . for this directory'] })
    return resolve(this.cwd, path)
  }

  /** A reader that went away (`| head`) is no failure; a full disk is. */
  async writeOut(text: string): Promise<void> {
    const error = await write(this.io.stdout.stream, text)
    if (error === undefined || error.code === 'EPIPE') return
    // Loaded where it is needed: --help never needs it.
    const { fileFailure } = await import('../files/failure.ts')
    const { code, message } = fileFailure(error, 'to stdout', 'write')
    // What the command did is done, so the usual hint would be wrong.
    throw new QdrantAuthError(code, message, { cause: error })
  }

  /** Where stderr takes nothing, nobody is left to be told so. */
  async writeErr(text: string): Promise<void> {
    await write(this.io.stderr.stream, text)
  }

  /** The answer of a person, or the usage error that names the flag which gives it without one. */
  async answer<T>(flag: string, ask: () => Promise<T>): Promise<T> {
    if (this.canPrompt) return ask()
    throw new QdrantAuthError('missing-answer', `${flag} is needed when nobody can be asked`, {
      hints: [`give ${flag}, or run it on a terminal`],
    })
  }
}

/** Waits until the stream has taken the text, so that a pipe gets all of it. Answers why it did not. */
function write(stream: Writable, text: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((done) => {
    if (text === '' || stream.destroyed || stream.writableEnded) return done(undefined)
    stream.write(text, (error) => done(error ?? undefined))
  })
}
