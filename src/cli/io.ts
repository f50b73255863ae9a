import { setMaxListeners } from 'node:events'
import { fstatSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import type { Entropy } from '../certs/entropy.ts'
import { QdrantAuthError } from '../errors.ts'
import type { Processes } from '../files/lock.ts'
import type { Captured, ProgramOptions } from '../program.ts'
import type { Prompter } from '../prompter.ts'
import { createPrompter } from './prompts.ts'

/**
 * Everything the tool takes from the world: streams, environment, clock, randomness, prompts, signals.
 * The one module that touches `process`; `main(argv, io)` gets it handed in, so a test hands in another.
 */
export interface Io {
  stdin: Input
  stdout: Output
  stderr: Output
  env: Readonly<Record<string, string | undefined>>
  /** Directory that relative paths of the command line start from. */
  cwd: string
  /** Numeric user id, absent where the system has none (Windows). */
  uid: number | undefined
  processes: Processes
  now(): Date
  /** Waits; rejects at the first Ctrl-C. */
  sleep(milliseconds: number): Promise<void>
  entropy: Entropy
  prompter: Prompter
  /**
   * Runs another program to its end and answers its exit code; its output goes to stderr. It gets the environment without
   * the variables named. Throws `command-failed` where it cannot be started, a signal ends it, or it takes too long.
   */
  execute(argv: readonly string[], options: ProgramOptions): Promise<number>
  /** The same, with text for its stdin, and its output answered. Throws as `execute` does. */
  capture(argv: readonly string[], options: ProgramOptions & { stdin?: string }): Promise<Captured>
  /** For work of any length: the heap stays as small as what is alive in it, where it would otherwise grow first. */
  keepHeapSmall(): void
  /** Aborted at the first Ctrl-C or SIGTERM: what is not committed yet is taken back, then the tool ends with 130. */
  signal: AbortSignal
}

export interface Input {
  stream: Readable
  isTTY: boolean
}

export interface Output {
  stream: Writable
  isTTY: boolean
  columns: number | undefined
  /** Permission bits when the stream is a regular file, to warn before a secret lands where others can read it. */
  fileMode: number | undefined
}

/** node:crypto costs 3 ms to load, which `--help` does not pay. */
const crypto = () => process.getBuiltinModule('node:crypto')

/** Loaded for those who want something run: it costs 3 ms. */
const programs = () => import('./programs.ts')

export const systemEntropy: Entropy = {
  bytes: (count) => crypto().randomBytes(count),
  keyPair: (type) => {
    const { generateKeyPairSync } = crypto()
    if (type === 'ed25519') return generateKeyPairSync('ed25519')
    const [kind, size = ''] = type.split('-')
    return kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: Number(size) })
      : generateKeyPairSync('ec', { namedCurve: size.replace('p', 'P-') })
  },
  ecNumbers: (type) => {
    const key = crypto().createECDH(type === 'ec-p256' ? 'prime256v1' : 'secp384r1')
    const point = key.generateKeys()
    return { scalar: key.getPrivateKey(), point }
  },
}

/**
 * libuv waits with this many threads, which it makes when the first is needed. A disk takes 16 waits at once in little more
 * than the time of one, and 200 certificates in 230 ms in place of 280 (measured; 32 are no faster).
 */
const WAITS = '16'

/** Raises what libuv takes by itself, 4. Answers the environment that other programs get: the one that was here. */
function withMoreWaits(): typeof process.env {
  const { env } = process
  if (env.UV_THREADPOOL_SIZE !== undefined) return env
  const found = { ...env }
  env.UV_THREADPOOL_SIZE = WAITS
  return found
}

/** The real world. Installs the handlers for a closed pipe, Ctrl-C and SIGTERM. */
export function processIo(): Io {
  const env = withMoreWaits()
  const controller = new AbortController()
  // A hundred nodes are asked at once, and each call listens.
  setMaxListeners(0, controller.signal)
  // `once`: a second Ctrl-C meets Node's default and ends the process at once.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => controller.abort())
  return {
    // Node opens a standard stream at its first use, which costs a millisecond or two each: so do we.
    get stdin() {
      return { stream: process.stdin, isTTY: process.stdin.isTTY === true }
    },
    stdout: output(1, () => process.stdout),
    stderr: output(2, () => process.stderr),
    env,
    get cwd() {
      return currentDirectory()
    },
    uid: process.getuid?.(),
    processes: { pid: process.pid, isAlive: processIsAlive },
    now: () => new Date(),
    sleep: async (milliseconds) => {
      const { setTimeout } = await import('node:timers/promises')
      await setTimeout(milliseconds, undefined, { signal: controller.signal })
    },
    entropy: systemEntropy,
    prompter: createPrompter(() => ({ input: process.stdin, output: process.stderr }), controller.signal),
    execute: async (argv, options) => (await programs()).execute(argv, options, env),
    capture: async (argv, options) => (await programs()).capture(argv, options, env),
    keepHeapSmall,
    signal: controller.signal,
  }
}

function currentDirectory(): string {
  try {
    return process.cwd()
  } catch (error) {
    throw new QdrantAuthError('file-missing', 'the directory that this was started in is gone', {
      cause: error,
    })
  }
}

/**
 * V8 lets garbage pile up before it first looks through the old generation, and doubles the young one under load: with
 * rows streaming through, that is 40 MiB for nothing. Measured: no slower.
 */
function keepHeapSmall(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8')
  setFlagsFromString('--optimize-for-size')
  setFlagsFromString('--semi-space-growth-factor=1')
}

function output(fd: number, open: () => NodeJS.WriteStream): Output {
  let opened: NodeJS.WriteStream | undefined
  const stream = (): NodeJS.WriteStream => {
    if (opened === undefined) {
      opened = open()
      // Whoever writes is told by the callback of that write; without a listener the error would end the process.
      opened.on('error', () => {})
    }
    return opened
  }
  return {
    get stream() {
      return stream()
    },
    get isTTY() {
      return stream().isTTY === true
    },
    get columns() {
      return stream().columns
    },
    get fileMode() {
      return regularFileMode(fd)
    },
  }
}

function regularFileMode(fd: number): number | undefined {
  try {
    const stat = fstatSync(fd)
    return stat.isFile() ? stat.mode & 0o777 : undefined
  } catch {
    return undefined
  }
}

/** Signal 0 only asks. EPERM means that it runs and is somebody else's. */
function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
