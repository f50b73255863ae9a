import { shown } from '../shown.ts'

/**
 * What an answer says against a call, for one line: the error of Qdrant's JSON, or the first line of what is none. `credential` is
 * the one that was sent.
 */
export function errorIn(text: string, credential: string | undefined): string {
  let words: unknown = text
  try {
    const answer = JSON.parse(text)
    // Proxies put it higher up.
    words = answer?.status?.error ?? answer?.error
  } catch {}
  if (typeof words !== 'string') return ''
  return shown(without(credential, words).split('\n')[0]?.slice(0, 200) ?? '')
}

/** Shorter ones are in words that nobody meant. */
const SHORTEST = 4

/** A text of whoever answers, without the credential that it was sent: some give it back. Before the text is cut. */
export const without = (credential: string | undefined, text: string): string =>
  credential === undefined || credential.length < SHORTEST ? text : text.replaceAll(credential, '…')
