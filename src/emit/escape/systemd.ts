import type { Escaped } from '../escaped.ts'

/** One word of a unit: `%` starts a specifier there, and quotes and backslashes are read as in C. */
export const systemd = (text: string): Escaped =>
  `"${text.replaceAll('%', '%%').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` as Escaped

/** One word of a command line, where `$` starts a variable too. */
export const systemdCommand = (text: string): Escaped => systemd(text).replaceAll('$', '$$$$') as Escaped
