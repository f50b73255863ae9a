import { setMaxListeners } from 'node:events'
import { PassThrough, Readable, type Writable } from 'node:stream'
import { type Io, systemEntropy } from '../../src/cli/io.ts'
import type { ExitCode } from '../../src/errors.ts'
import { main } from '../../src/main.ts'
import type { Prompter } from '../../src/prompter.ts'

export interface World {
  cwd: string
  stdin?: string | Uint8Array
  /** In place of `stdin`, for what comes in pieces. */
  input?: Readable
  env?: Record<string, string>
  now?: Date
  tty?: boolean
  /** Whoever runs it; an ordinary user without it. */
  uid?: number
  stdoutMode?: number
  columns?: number
  prompter?: Partial<Prompter>
  execute?: Io['execute']
  capture?: Io['capture']
  sleep?: Io['sleep']
  signal?: AbortSignal
  random?: (count: number) => Uint8Array
  /** Whether every other process counts as running. */
  alive?: boolean
}

export interface Outcome {
  code: ExitCode
  stdout: string
  stderr: string
}

/** A fixed clock, so that outputs can be compared whole. */
export const NOW = new Date('2026-11-23T12:00:00Z')

/** Runs the whole tool in this process. */
export async function run(argv: readonly string[], given: World): Promise<Outcome> {
  const out = collector()
  const err = collector()
  const code = await main(argv, ioOf(given, out.stream, err.stream))
  return { code, stdout: out.text(), stderr: err.text() }
}

/** The streams, clock and the rest of a world; what is written goes nowhere unless streams are given. */
export function ioOf(
  world: World,
  stdout: Writable = collector().stream,
  stderr: Writable = collector().stream,
): Io {
  const tty = world.tty === true
  return {
    stdin: {
      stream: world.input ?? Readable.from(world.stdin === undefined ? [] : [Buffer.from(world.stdin)]),
      isTTY: tty,
    },
    stdout: { stream: stdout, isTTY: tty, columns: world.columns, fileMode: world.stdoutMode },
    stderr: { stream: stderr, isTTY: tty, columns: world.columns, fileMode: undefined },
    env: world.env ?? {},
    cwd: world.cwd,
    uid: world.uid ?? 1000,
    execute: world.execute ?? (async () => never()),
    capture: world.capture ?? (async () => never()),
    keepHeapSmall() {},
    processes: { pid: 4242, isAlive: () => world.alive === true },
    now: () => world.now ?? NOW,
    // Servers in tests are not slow: a turn of the event loop is enough for them.
    sleep: world.sleep ?? (() => new Promise((done) => setTimeout(done, 1))),
    entropy: world.random === undefined ? systemEntropy : { ...systemEntropy, bytes: world.random },
    prompter: { ...unasked, ...world.prompter },
    signal: world.signal ?? unaborted(),
  }
}

function unaborted(): AbortSignal {
  const { signal } = new AbortController()
  setMaxListeners(0, signal)
  return signal
}

function collector() {
  const stream = new PassThrough()
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') }
}

const never = (): never => {
  throw new Error('a question was asked that the test did not expect')
}

const unasked: Prompter = { input: never, confirm: never, select: never, password: never }
