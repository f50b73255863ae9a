import { type ChildProcess, spawn } from 'node:child_process'
import { QdrantAuthError } from '../errors.ts'
import type { Captured, ProgramOptions } from '../program.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Far above what is ever asked for (a Secret of Kubernetes has at most 1 MiB). */
const LONGEST_OUTPUT = 8 << 20

/** Between asking a program to end and ending it. */
const GRACE_MS = 2000

/** Runs a program to its end; its output goes to stderr, and it reads nothing. */
export function execute(argv: readonly string[], options: ProgramOptions, env: Environment): Promise<number> {
  const [program = '', ...args] = argv
  const child = spawn(program, args, { ...placeOf(options, env), stdio: ['ignore', 2, 2] })
  return ended(child, program, options)
}

/** The same with `stdin` as its input, and its output answered. */
export async function capture(
  argv: readonly string[],
  options: ProgramOptions & { stdin?: string },
  env: Environment,
): Promise<Captured> {
  const [program = '', ...args] = argv
  const child = spawn(program, args, { ...placeOf(options, env), stdio: ['pipe', 'pipe', 'pipe'] })
  const [stdout, stderr] = [collect(child, 'stdout'), collect(child, 'stderr')]
  // One that does not read its input ends with an exit code that says more than EPIPE.
  child.stdin?.on('error', () => {})
  child.stdin?.end(options.stdin ?? '')
  const code = await ended(child, program, options)
  return { code, stdout: stdout(), stderr: stderr() }
}

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

function ended(child: ChildProcess, program: string, { timeout }: ProgramOptions): Promise<number> {
  return new Promise((done, failed) => {
    let late = false
    const timers: NodeJS.Timeout[] = []
    if (timeout !== undefined) {
      const end = () => {
        late = true
        child.kill('SIGTERM')
        timers.push(setTimeout(() => child.kill('SIGKILL'), GRACE_MS))
      }
      timers.push(setTimeout(end, timeout))
    }
    const failure = (reason: string) => failed(new QdrantAuthError('command-failed', `${program}: ${reason}`))
    child.on('error', (error: NodeJS.ErrnoException) => {
      timers.forEach(clearTimeout)
      failure(error.code === 'ENOENT' ? 'there is no such program' : (error.code ?? error.message))
    })
    child.on('exit', () => {
      // Not at `close`: what it started may hold its output open.
      if (!late) return
      timers.forEach(clearTimeout)
      failure(`it did not end in ${(timeout ?? 0) / 1000} seconds`)
    })
    child.on('close', (code, signal) => {
      timers.forEach(clearTimeout)
      if (code === null) failure(`ended by ${signal}`)
      else done(code)
    })
  })
}
