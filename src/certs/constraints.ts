import { QdrantAuthError } from '../errors.ts'
import { parseName, type SubjectName } from './names.ts'

/** What certificates of a CA may be for: a domain with everything below it, or a network; without mask one address. */
export type NameConstraint = SubjectName & { mask?: Uint8Array }

/** `example.org`, `10.0.0.0/8` or one address; `bad-value` for anything else. */
export function parseConstraint(text: string): NameConstraint {
  const [, base = '', bits] = /^([^/]*)(?:\/(.*))?$/s.exec(text) ?? []
  const name = parseName(base.replace(/^\./, ''))
  if (name.kind === 'dns') {
    if (bits === undefined && !name.name.startsWith('*')) return name
    throw bad(text, 'a domain stands for all names below it: write example.org')
  }
  if (bits === undefined) return name
  const width = name.bytes.length * 8
  if (!/^\d{1,3}$/.test(bits) || Number(bits) > width) throw bad(text, `a network is 0 to ${width} bits long`)
  const mask = maskOf(Number(bits), name.bytes.length)
  return { ...name, bytes: name.bytes.map((byte, index) => byte & (mask[index] ?? 0)), mask }
}

/** `length` ones, then zeroes (RFC 4632). */
export const maskOf = (length: number, bytes: number): Uint8Array =>
  Uint8Array.from({ length: bytes }, (_, index) => {
    const ones = Math.min(8, Math.max(0, length - 8 * index))
    return (0xff << (8 - ones)) & 0xff
  })

const bad = (text: string, reason: string): QdrantAuthError =>
  new QdrantAuthError('bad-value', `${JSON.stringify(text)} cannot be a name constraint: ${reason}`)
