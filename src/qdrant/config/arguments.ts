import type { Variable } from './environment.ts'
import { variable } from './environment.ts'
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
    const snapshots: string[] = []
    const given = collect(args, snapshots)
    if (given.has('help') || given.has('version')) return { kind: 'exit', exitCode: 0, stderr: [] }
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

/** Options in the order given, the values of the repeatable one apart; `--help` and `--version` end it there. */
function collect(args: readonly string[], snapshots: string[]): Map<string, string> {
  const given = new Map<string, string>()
  for (let at = 0; at < args.length; at++) {
    const argument = args[at] ?? ''
    if (argument === '--') {
      if (args[at + 1] !== undefined) throw unexpected(args[at + 1] ?? '')
      break
    }
    if (/^-[^-]/.test(argument)) {
      for (const letter of argument.slice(1)) add(given, SHORT[letter] ?? '', `-${letter}`)
    } else {
      const [head = '', ...tail] = argument.split('=')
      const name = longName(head, argument)
      if (OPTIONS[name] === undefined) add(given, name, head, tail.length > 0 ? tail.join('=') : undefined)
      else {
        const value = tail.length > 0 ? tail.join('=') : valueAfter(args[++at], name)
        checkRepetition(given, name)
        given.set(name, value)
        if (name === REPEATABLE) snapshots.push(value)
      }
    }
    if (given.has('help') || given.has('version')) break
  }
  return given
}

/** An option without a value. */
function add(given: Map<string, string>, name: string, shownAs: string, value?: string): void {
  if (name === '') throw unexpected(shownAs)
  if (value !== undefined)
    throw new Usage(
      `error: unexpected value '${value}' for '--${name}' found; no more were expected\n\nUsage: qdrant --${name}`,
    )
  checkRepetition(given, name)
  given.set(name, '')
}

function checkRepetition(given: ReadonlyMap<string, string>, name: string): void {
  if (given.has(name) && name !== REPEATABLE)
    throw new Usage(
      `error: the argument '${shown(name)}' cannot be used multiple times\n\nUsage: qdrant [OPTIONS]`,
    )
}

function valueAfter(next: string | undefined, name: string): string {
  if (next !== undefined && !/^-./.test(next)) return next
  if (next !== undefined && /^-[^-]/.test(next) && SHORT[next[1] ?? ''] === undefined)
    throw unexpected(next.slice(0, 2))
  throw new Usage(`error: a value is required for '${shown(name)}' but none was supplied`)
}

const shown = (name: string): string =>
  OPTIONS[name] === undefined ? `--${name}` : `--${name} <${OPTIONS[name]}>`

const unexpected = (argument: string): Usage =>
  new Usage(`error: unexpected argument '${argument}' found\n\nUsage: qdrant [OPTIONS]`)

function longName(head: string, argument: string): string {
  const name = head.startsWith('--') ? head.slice(2) : ''
  const known = ALIASES[name] ?? name
  if (known !== '' && Object.hasOwn(OPTIONS, known)) return known
  const similar = name === '' ? undefined : mostSimilar(name)
  if (similar === undefined) throw unexpected(head.startsWith('--') ? head : argument)
  throw new Usage(
    `error: unexpected argument '${head}' found\n\n  tip: a similar argument exists: '--${similar}'\n\nUsage: qdrant ${shown(similar)}`,
  )
}

/** What clap takes for meant: a Jaro similarity above this. */
const SIMILAR = 0.7

function mostSimilar(name: string): string | undefined {
  const [best] = Object.keys(OPTIONS)
    .map((option) => ({ option, score: jaro(name, option) }))
    .filter(({ score }) => score > SIMILAR)
    .sort((a, b) => b.score - a.score)
  return best?.option
}

/** Jaro similarity of two texts, from 0 to 1. */
function jaro(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const used = new Set<number>()
  const matches: number[] = []
  for (const [index, character] of [...a].entries()) {
    for (let other = Math.max(0, index - reach); other <= Math.min(b.length - 1, index + reach); other++) {
      if (used.has(other) || b[other] !== character) continue
      used.add(other)
      matches.push(other)
      break
    }
  }
  if (matches.length === 0) return 0
  const inOrder = [...matches].sort((x, y) => x - y)
  const crossed = matches.filter((other, index) => b[other] !== b[inOrder[index] ?? 0]).length / 2
  const count = matches.length
  return (count / a.length + count / b.length + (count - crossed) / count) / 3
}
