import type { Io, Output } from './io.ts'

/** Colours of one stream. Colour repeats what the words already say and never carries meaning alone. */
export interface Style {
  bold(text: string): string
  dim(text: string): string
  red(text: string): string
  green(text: string): string
  yellow(text: string): string
  cyan(text: string): string
}

/**
 * Whether a stream gets colour (design contract 3.1). Decided here and not by chalk: chalk 5 ignores NO_COLOR.
 */
export function wantsColour(stream: Output, env: Io['env'], noColour: boolean): boolean {
  if (noColour || env.NO_COLOR) return false
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0') return true
  return stream.isTTY && env.TERM !== 'dumb' && env.FORCE_COLOR !== '0'
}

const same = (text: string): string => text

export const PLAIN: Style = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same }

/** Chalk is loaded only where colour is wanted. */
export async function styleFor(stream: Output, env: Io['env'], noColour: boolean): Promise<Style> {
  if (!wantsColour(stream, env, noColour)) return PLAIN
  const { Chalk } = await import('chalk')
  return new Chalk({ level: 1 })
}
