import type { Escaped } from '../escaped.ts'

/**
 * One word of an nginx configuration. nginx has no way to write a `$` that starts no variable, so a text with one never
 * comes here (emit/bad-path).
 */
export function nginx(text: string): Escaped {
  if (text.includes('$')) throw new TypeError('nginx cannot hold a dollar sign')
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` as Escaped
}
