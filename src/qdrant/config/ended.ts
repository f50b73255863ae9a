import { type LogLine, line } from './log.ts'

/** The server process is over. */
export class Ended extends Error {
  readonly exitCode: 1 | 101
  /** Lines on standard error. */
  readonly stderr: readonly string[]
  /** Lines of the log. */
  readonly log: readonly LogLine[]

  constructor(exitCode: 1 | 101, text: string, stderr: readonly string[], log: readonly LogLine[]) {
    super(text)
    this.name = 'Ended'
    this.exitCode = exitCode
    this.stderr = stderr
    this.log = log
  }

  /** The same end, with lines of the log before it. */
  after(log: readonly LogLine[]): Ended {
    return new Ended(this.exitCode, this.message, this.stderr, [...log, ...this.log])
  }
}

/** An error that comes out of `main`, with what caused it. */
export function endWith(text: string, cause?: string, log: readonly LogLine[] = []): Ended {
  const because = cause === undefined ? [] : ['', 'Caused by:', `    ${cause}`]
  return new Ended(1, text, [`Error: ${text}`, ...because], log)
}

/** What a panic says before the error that nobody handled. */
export const UNWRAPPED = 'called `Result::unwrap()` on an `Err` value: '

/** A line of the panic hook; the places are those of v1.19.0. */
export const panicLine = (place: string, text: string): LogLine =>
  line('ERROR', 'qdrant::startup', `Panic occurred in file ${place}: ${text}`)

/** A panic of the main thread. */
export const panic = (place: string, text: string): Ended =>
  new Ended(101, text, [], [panicLine(place, text)])

/** A panic of the thread that `main` waits for first, which takes the process along. */
export function panicOfThread(place: string, text: string): Ended {
  const join = panicLine('src/main.rs at line 823', 'thread is not panicking: Any { .. }')
  return new Ended(101, text, [], [panicLine(place, text), join])
}
