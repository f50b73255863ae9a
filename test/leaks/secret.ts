import { createPrivateKey } from 'node:crypto'

/** A text that nobody may see, and all forms in which it could be seen. */
export interface Secret {
  name: string
  /** Every piece of it that is long enough to be of use to somebody. */
  pieces: readonly string[]
}

/** Shorter pieces stand in other texts by chance. */
const PIECE = 12

/** The text itself, and as the usual encoders write it. */
export function secretOf(name: string, text: string): Secret {
  const bytes = Buffer.from(text)
  const forms = [
    text,
    JSON.stringify(text).slice(1, -1),
    encodeURIComponent(text),
    bytes.toString('hex'),
    // Base64 of a longer text has it at one of three places.
    ...[0, 1, 2].flatMap((shift) => {
      const whole = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .replace(/=*$/, '')
      const inner = whole.slice(Math.ceil((shift * 4) / 3), -2)
      return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
    }),
  ]
  return { name, pieces: [...new Set(forms.flatMap(piecesOf))] }
}

function piecesOf(text: string): string[] {
  if (text.length <= PIECE) return [text]
  return Array.from({ length: text.length - PIECE + 1 }, (_, start) => text.slice(start, start + PIECE))
}

/** The private number of an EC key; the rest of a PEM file is the same in every one. */
export function secretOfKey(name: string, pem: string): Secret {
  const { d } = createPrivateKey(pem).export({ format: 'jwk' })
  if (d === undefined) throw new TypeError('not a private key')
  const bytes = Buffer.from(d, 'base64url')
  const body = pem.replace(/-----.*-----|\n/g, '')
  // As it stands in the file: PKCS#8 of P-256 has the number at byte 36.
  const forms = [d, bytes.toString('base64'), bytes.toString('hex'), body.slice(48, 90)]
  return { name, pieces: forms.flatMap(piecesOf) }
}

/** The first secret that a text gives away; undefined where it keeps them all. */
export const leakIn = (text: string, secrets: readonly Secret[]): string | undefined => {
  for (const { name, pieces } of secrets) {
    const piece = pieces.find((one) => text.includes(one))
    if (piece !== undefined) return `${name} (${piece})`
  }
  return undefined
}
