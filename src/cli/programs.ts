import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { QdrantAuthError } from '../errors.ts'
import type { Captured, ProgramOptions } from '../program.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Far above what is ever asked for (a Secret of Kubernetes has at most 1 MiB). */
const LONGEST_OUTPUT = 8 << 20

/** Between asking a program to end and ending it. */
const GRACE_MS = 2000

/** Runs a program to its end; its output goes to stderr, and it reads nothing. */
export async function execute(
  argv: readonly string[],
  options: ProgramOptions,
  env: Environment,
): Promise<number> {
  return ended(start(argv, { ...placeOf(options, env), stdio: ['ignore', 2, 2] }), argv, options)
}

/** The same with `stdin` as its input, and its output answered. */
export async function capture(
  argv: readonly string[],
  options: ProgramOptions & { stdin?: string },
  env: Environment,
): Promise<Captured> {
  const child = start(argv, { ...placeOf(options, env), stdio: ['pipe', 'pipe', 'pipe'] })
  const [stdout, stderr] = [collect(child, 'stdout'), collect(child, 'stderr')]
  // One that does not read its input ends with an exit code that says more than EPIPE.
  child.stdin?.on('error', () => {})
  child.stdin?.end(options.stdin ?? '')
  const code = await ended(child, argv, options)
  return { code, stdout: stdout(), stderr: stderr() }
}

function start([program = '', ...args]: readonly string[], options: SpawnOptions): ChildProcess {
  try {
    return spawn(program, args, options)
  } catch (error) {
    // Some of what keeps a program from starting is thrown and not emitted.
    throw notStarted(program, error as NodeJS.ErrnoException)
  }
}

const notStarted = (program: string, { code, message }: NodeJS.ErrnoException): QdrantAuthError =>
  failureOf(program, code === 'ENOENT' ? 'there is no such program' : (code ?? message))

const failureOf = (program: string, reason: string): QdrantAuthError =>
  new QdrantAuthError('command-failed', `${program}: ${reason}`)

const placeOf = ({ cwd, without }: ProgramOptions, env: Environment) => ({
  cwd,
  env: Object.fromEntries(Object.entries(env).filter(([name]) => !without.includes(name))),
})

function collect(child: ChildProcess, from: 'stdout' | 'stderr'): () => string {
  let text = ''
  child[from]?.setEncoding('utf8')
  child[from]?.on('data', (chunk: string) => {
    if (text.length < LONGEST_OUTPUT) text += chunk
  })
  return () => text
}

function ended(
  child: ChildProcess,
  [program = '']: readonly string[],
  { timeout }: ProgramOptions,
): Promise<number> {
  return new Promise((done, failed) => {
    let late = false
    const timers: NodeJS.Timeout[] = []
    const giveUp = () => {
      timers.forEach(clearTimeout)
      // What it started may hold its output open, which would keep this process waiting.
      for (const pipe of [child.stdout, child.stderr]) pipe?.destroy()
      failed(failureOf(program, `it did not end in ${(timeout ?? 0) / 1000} seconds`))
    }
    if (timeout !== undefined) {
      const end = () => {
        late = true
        if (child.exitCode !== null || child.signalCode !== null) return giveUp()
        child.kill('SIGTERM')
        timers.push(setTimeout(() => child.kill('SIGKILL'), GRACE_MS))
      }
      timers.push(setTimeout(end, timeout))
    }
    child.on('error', (error) => {
      timers.forEach(clearTimeout)
      failed(notStarted(program, error))
    })
    child.on('exit', () => {
      if (late) giveUp()
    })
    child.on('close', (code, signal) => {
      timers.forEach(clearTimeout)
      if (code === null) failed(failureOf(program, `ended by ${signal}`))
      else done(code)
    })
  })
}
