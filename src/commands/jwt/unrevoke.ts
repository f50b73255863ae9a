import type { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { runRevoke, verb } from './revoke.ts'

export const create = (context: Context): Command => verb('unrevoke', context, runRevoke)
