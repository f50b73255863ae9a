import { spawnSync } from 'node:child_process'

/** Whether a program is there; tests that need it are skipped by name where it is not. */
export const has = (program: string, ...args: string[]): boolean =>
  spawnSync(program, args.length > 0 ? args : ['--version']).status === 0

export const HAS_OPENSSL = has('openssl', 'version')
