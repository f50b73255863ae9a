import { singleQuoted } from '../../shell.ts'
import type { Escaped } from '../escaped.ts'

/** One word of a POSIX shell; haproxy reads quotes in the same way. */
export const shell = (text: string): Escaped =>
  (/^[\w./:@%+=,-]+$/.test(text) ? text : singleQuoted(text)) as Escaped
