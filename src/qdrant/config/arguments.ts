import type { Variable } from './environment.ts'
import { variable } from './environment.ts'
import { mostSimilar } from './similar.ts'
import { uriFault } from './uri.ts'

export interface Arguments {
  readonly configPath?: string
  readonly uri?: string
  readonly bootstrap?: string
  readonly disableTelemetry: boolean
  /** A node of a cluster starts as if it were new. */
  readonly reinit: boolean
  /** Values of `--snapshot`, in the order given. */
  readonly snapshots: readonly string[]
  readonly storageSnapshot?: string
  readonly forceSnapshot: boolean
}

export type ParsedArguments =
  | { readonly kind: 'arguments'; readonly arguments: Arguments }
  /** The process ends before it reads anything: 2 with what it prints on standard error, 0 after `--help` and its like. */
  | { readonly kind: 'exit'; readonly exitCode: 0 | 2; readonly stderr: readonly string[] }

/** Options with the name of their value, where they take one (src/main.rs). */
const OPTIONS: Readonly<Record<string, string | undefined>> = {
  bootstrap: 'URI',
  uri: 'URI',
  'force-snapshot': undefined,
  snapshot: 'PATH:NAME',
  'storage-snapshot': 'PATH',
  'config-path': 'PATH',
  'disable-telemetry': undefined,
  stacktrace: undefined,
  reinit: undefined,
  help: undefined,
  version: undefined,
}

const SHORT: Readonly<Record<string, string>> = { f: 'force-snapshot', h: 'help', V: 'version' }
/** May be given more than once, or under a second name. */
const REPEATABLE = 'snapshot'
const ALIASES: Readonly<Record<string, string>> = { 'collection-snapshot': 'snapshot' }

const VARIABLES = { bootstrap: 'QDRANT_BOOTSTRAP', uri: 'QDRANT_URI' } as const

class Usage extends Error {}

/** The command line of the server, and the variables that stand for options. */
export function parseArguments(args: readonly string[], variables: readonly Variable[]): ParsedArguments {
  try {
    const reading = collect(args)
    const { given, snapshots } = reading
    if (isOver(reading)) return { kind: 'exit', exitCode: 0, stderr: [] }
    const uris = {
      bootstrap: given.get('bootstrap') ?? uriVariable(variables, VARIABLES.bootstrap),
      uri: given.get('uri') ?? uriVariable(variables, VARIABLES.uri),
    }
    for (const [name, value] of Object.entries(uris)) checkUri(name, value)
    // It traces another process and ends.
    if (given.has('stacktrace')) return { kind: 'exit', exitCode: 0, stderr: [] }
    const [configPath, storageSnapshot] = [given.get('config-path'), given.get('storage-snapshot')]
    return {
      kind: 'arguments',
      arguments: {
        ...(configPath !== undefined && { configPath }),
        ...(uris.uri !== undefined && { uri: uris.uri }),
        ...(uris.bootstrap !== undefined && { bootstrap: uris.bootstrap }),
        disableTelemetry: given.has('disable-telemetry'),
        reinit: given.has('reinit'),
        snapshots,
        ...(storageSnapshot !== undefined && { storageSnapshot }),
        forceSnapshot: given.has('force-snapshot'),
      },
    }
  } catch (error) {
    if (!(error instanceof Usage)) throw error
    const stderr = [...error.message.split('\n'), '', "For more information, try '--help'."]
    return { kind: 'exit', exitCode: 2, stderr }
  }
}

function uriVariable(variables: readonly Variable[], name: string): string | undefined {
  const text = variable(variables, name)
  if (text === undefined && variables.some((entry) => entry.name === name))
    throw new Usage('error: invalid UTF-8 was detected in one or more arguments\n\nUsage: qdrant [OPTIONS]')
  return text
}

function checkUri(name: string, value: string | undefined): void {
  const fault = value === undefined ? undefined : uriFault(value)
  if (fault !== undefined) throw new Usage(`error: invalid value '${value}' for '--${name} <URI>': ${fault}`)
}

/** What has been read so far. An option waits for its value, and is judged when the next known one comes. */
interface Reading {
  readonly given: Map<string, string>
  readonly snapshots: string[]
  waiting?: { readonly name: string; value?: string } | undefined
}

/** Options in the order given; `--help` and `--version` end it there. */
function collect(args: readonly string[]): Reading {
  const reading: Reading = { given: new Map(), snapshots: [] }
  for (const [at, argument] of args.entries()) {
    const next = args[at + 1]
    if (argument === '--') {
      if (next !== undefined) throw unexpected(next)
      break
    }
    if (argument.startsWith('--')) readLong(argument, reading)
    else if (/^-./s.test(argument)) readShort(argument, reading)
    else if (reading.waiting !== undefined && reading.waiting.value === undefined)
      reading.waiting.value = argument
    else throw unexpected(argument)
    if (isOver(reading)) return reading
  }
  settle(reading)
  return reading
}

const isOver = ({ given }: Reading): boolean => given.has('help') || given.has('version')

function readLong(argument: string, reading: Reading): void {
  const [head = '', ...tail] = argument.split('=')
  const value = tail.length > 0 ? tail.join('=') : undefined
  const name = canonical(head.slice(2))
  if (!Object.hasOwn(OPTIONS, name)) throw unknownOption(head, reading)
  const isFlag = OPTIONS[name] === undefined
  if (isFlag && value !== undefined) throw unneeded(name, value, reading)
  settle(reading)
  if (isFlag) take(name, '', reading)
  else if (value !== undefined) take(name, value, reading)
  else reading.waiting = { name }
}

function readShort(argument: string, reading: Reading): void {
  for (const letter of argument.slice(1)) {
    const name = SHORT[letter]
    if (name === undefined) throw unexpected(`-${letter}`)
    settle(reading)
    take(name, '', reading)
    if (isOver(reading)) return
  }
}

/** The option that waits, with its value. */
function settle(reading: Reading): void {
  const { waiting } = reading
  reading.waiting = undefined
  if (waiting === undefined) return
  const { name, value } = waiting
  if (value === undefined)
    throw new Usage(`error: a value is required for '${shown(name)}' but none was supplied`)
  take(name, value, reading)
}

function take(name: string, value: string, { given, snapshots }: Reading): void {
  if (name === REPEATABLE) snapshots.push(value)
  else if (given.delete(name))
    throw new Usage(`error: the argument '${shown(name)}' cannot be used multiple times\n\n${usage([])}`)
  given.set(name, value)
  if (Object.hasOwn(VARIABLES, name)) checkUri(name, value)
}

const canonical = (name: string): string => (Object.hasOwn(ALIASES, name) ? (ALIASES[name] ?? name) : name)

const shown = (name: string): string =>
  OPTIONS[name] === undefined ? `--${name}` : `--${name} <${OPTIONS[name]}>`

const usage = (names: Iterable<string>): string => {
  const words = [...names].map(shown).join(' ')
  return `Usage: qdrant ${words === '' ? '[OPTIONS]' : words}`
}

const unexpected = (argument: string): Usage =>
  new Usage(`error: unexpected argument '${argument}' found\n\n${usage([])}`)

/** A value for a flag. Behind another option the whole choice is shown. */
function unneeded(name: string, value: string, { given }: Reading): Usage {
  const choice = Object.keys(OPTIONS).filter((option) => !ENDING.includes(option))
  const all = `<${choice.map(shown).join('|')}>`
  const own = `--${name}`
  const words = given.size === 0 ? own : ENDING.includes(name) ? `${own} ${all}` : all
  return new Usage(
    `error: unexpected value '${value}' for '${own}' found; no more were expected\n\nUsage: qdrant ${words}`,
  )
}

const ENDING: readonly string[] = ['help', 'version']

/** The options before it are shown, and the one that was meant; what is wrong with them does not count. */
function unknownOption(head: string, reading: Reading): Usage {
  try {
    settle(reading)
  } catch (error) {
    if (!(error instanceof Usage)) throw error
  }
  const used = new Set(reading.given.keys())
  const similar = mostSimilar(head.slice(2), [...Object.keys(OPTIONS), ...Object.keys(ALIASES)])
  if (similar !== undefined) used.add(canonical(similar))
  const tip = similar === undefined ? '' : `  tip: a similar argument exists: '--${similar}'\n\n`
  return new Usage(`error: unexpected argument '${head}' found\n\n${tip}${usage(used)}`)
}
