import { shown } from './shown.ts'

/** A text between single quotes, as every POSIX shell reads it: they hold everything but themselves. */
export const singleQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** A text as one word of a shell. Characters that act on a terminal are written in the form of bash, zsh and ksh. */
export function shellWord(text: string): string {
  if (/^[\w./:@%+=-]+$/.test(text)) return text
  const safe = shown(text)
  if (safe === text) return singleQuoted(text)
  return `$'${shown(text.replace(/[\\']/g, '\\$&'))}'`
}
