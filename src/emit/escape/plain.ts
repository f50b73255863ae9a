import type { Escaped } from '../escaped.ts'

/** Letters, digits and what no reader takes for more than itself; everything else is a mistake of ours (emit/bad-name). */
export function plain(text: string): Escaped {
  if (!isPlainText(text)) throw new TypeError('this text needs quotes where none can stand')
  return text as Escaped
}

/** Whether env files of docker, systemd and a shell read the text as it stands, without quotes. */
export const isPlainText = (text: string): boolean => /^[A-Za-z0-9_./:,+=@[\]-]*$/.test(text)
