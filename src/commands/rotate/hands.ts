import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Context } from '../../cli/context.ts'
import { newTag } from '../../files/staged.ts'
import { relative } from '../../jwt/expiry.ts'
import type { Hands, Patience } from '../../rotate/hands.ts'

/** Flags on how long to wait. */
export interface PatienceFlags {
  restartTimeout: number
  readyTimeout: number
}

/** A parser of an option for durations, in seconds, up to so many days. */
export const upToDays =
  (most: number) =>
  (text: string): number => {
    const value = relative(text)
    if (value === undefined) throw new InvalidArgumentError('It must be a duration such as 30s, 5m or 1h.')
    if (value > most * 86_400) throw new InvalidArgumentError(`It must be ${most}d at most.`)
    return value
  }

/** Timers of Node overflow after 24 days, and then are over at once. */
const wait = upToDays(7)

export const withPatience = (command: Command): Command =>
  command
    .addOption(
      new Option('--restart-timeout <duration>', 'how long a restart command may take')
        .argParser(wait)
        .default(300, '5m'),
    )
    .addOption(
      new Option('--ready-timeout <duration>', 'how long a node and its replicas may take after it')
        .argParser(wait)
        .default(600, '10m'),
    )

/** Between the first two looks at a node that is coming up: a tick of its consensus. */
const LOOK_MS = 100

export const patienceFrom = ({ restartTimeout, readyTimeout }: PatienceFlags): Patience => ({
  restart: restartTimeout * 1000,
  ready: readyTimeout * 1000,
  look: LOOK_MS,
})

/** What a rotation works with, out of the world. `secretVariables` hold keys that no child is to get. */
export function handsFrom(context: Context, secretVariables: readonly string[]): Hands {
  const { io } = context
  return {
    now: () => io.now(),
    sleep: (milliseconds) => io.sleep(milliseconds),
    tag: () => newTag(io.entropy.bytes),
    processes: io.processes,
    random: (count) => io.entropy.bytes(count),
    execute: (argv, options) => io.execute(argv, options),
    capture: (argv, options) => io.capture(argv, options),
    say: (line) => (context.globals.quiet ? Promise.resolve() : context.writeErr(`${line}\n`)),
    secretVariables,
    signal: io.signal,
  }
}
