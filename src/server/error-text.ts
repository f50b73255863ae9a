import { shown } from '../shown.ts'

/** What an answer says against a call, for one line: the error of Qdrant's JSON, or the first line of what is none. */
export function errorIn(text: string): string {
  let words: unknown = text
  try {
    words = JSON.parse(text)?.status?.error
  } catch {}
  return typeof words === 'string' ? shown(words.split('\n')[0]?.slice(0, 200) ?? '') : ''
}
