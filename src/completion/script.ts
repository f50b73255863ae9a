import { bash } from './bash.ts'
import { fish } from './fish.ts'
import { type DescribedCommand, placesOf } from './place.ts'
import { powershell } from './powershell.ts'
import { zsh } from './zsh.ts'

const WRITERS = { bash, zsh, fish, powershell }

export type Shell = keyof typeof WRITERS

export const SHELLS = Object.keys(WRITERS) as Shell[]

/** The script for a shell, from every command and the topics of `help`. */
export const completionScript = (
  shell: Shell,
  commands: readonly DescribedCommand[],
  topics: readonly { name: string; summary: string }[],
): string => WRITERS[shell](placesOf(commands, topics))
