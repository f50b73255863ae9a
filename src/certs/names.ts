import { domainToASCII } from 'node:url'
import { QdrantAuthError } from '../errors.ts'
import { addressBytes, canonicalAddress } from '../qdrant/tls/address.ts'

/** A subject alternative name: what clients and nodes compare the host of a URL with. */
export type SubjectName = { kind: 'dns'; name: string } | { kind: 'ip'; address: string; bytes: Uint8Array }

/** RFC 1035 section 2.3.4. */
const LONGEST_NAME = 253
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/

/** What certificates of a machine are also asked for. */
export const LOCALHOST = ['localhost', '127.0.0.1', '::1'] as const

/** Total: every text is a DNS name, an IP address or a `bad-value` that says what is wrong with it. */
export function parseName(text: string): SubjectName {
  // Only IPv6 stands in brackets, as in a URL.
  const bare = /^\[.*:.*\]$/.test(text) ? text.slice(1, -1) : text
  const bytes = addressBytes(bare)
  if (bytes !== undefined) return { kind: 'ip', address: canonicalAddress(bare), bytes }
  return { kind: 'dns', name: dnsName(text) }
}

function dnsName(text: string): string {
  if (text === '') throw bad(text, 'it is empty')
  if (/:\/\//.test(text)) throw bad(text, 'it is a URL', 'give its host alone')
  if (/\s/.test(text)) throw bad(text, 'it has blanks in it', 'give each name by itself')
  if (/[\x00-\x1f:/@%?#\\[\]<>^|\x7f]/.test(text)) {
    throw bad(text, 'it is no host name', 'give a host name or IP address without port')
  }
  const wildcard = text.startsWith('*.') ? '*.' : ''
  const rest = text.slice(wildcard.length).replace(/\.$/, '')
  if (rest.includes('*')) {
    throw bad(text, 'a wildcard is the whole first label and stands once', 'write *.example.org')
  }
  const ascii = asciiOf(rest)
  if (ascii.length + wildcard.length > LONGEST_NAME) {
    throw bad(`${text.slice(0, 40)}…`, `it is longer than ${LONGEST_NAME} characters`)
  }
  const labels = ascii.split('.')
  const wrong = labels.find((label) => !LABEL.test(label))
  if (wrong !== undefined) throw bad(text, labelFault(wrong))
  if (/^\d+$/.test(labels.at(-1) ?? '')) throw bad(text, 'it looks like an IP address and is none')
  if (wildcard && labels.length < 2) {
    throw bad(
      text,
      'a wildcard needs two labels behind it',
      'Qdrant never matches *.name: list every node instead',
    )
  }
  return `${wildcard}${ascii}`
}

/** `ü` becomes its xn-- form. What is ASCII already is not given to the URL parser, which reads numbers into it. */
const asciiOf = (name: string): string =>
  /^[\x20-\x7e]*$/.test(name) ? name.toLowerCase() : domainToASCII(name)

function labelFault(label: string): string {
  if (label === '') return 'it has an empty label'
  if (label.length > 63) return 'a label is longer than 63 characters'
  return /^-|-$/.test(label) ? 'a label starts or ends with a dash' : 'it is no host name'
}

/** What may go wrong with a name that can be used. */
export function warningsOf(name: SubjectName): string[] {
  if (name.kind === 'ip') return []
  return [
    ...(name.name.includes('_')
      ? [`${name.name} has an underscore, which some clients refuse in a host name`]
      : []),
    ...(name.name.startsWith('*.')
      ? [`${name.name} covers one label only, and every node that gets this key can pass for the others`]
      : []),
  ]
}

/** As a person writes it, and as `--name` takes it. */
export const nameText = (name: SubjectName): string => (name.kind === 'dns' ? name.name : name.address)

/** Names in the order given, each once. */
export function parseNames(texts: readonly string[]): SubjectName[] {
  const byText = new Map(texts.map((text) => parseName(text)).map((name) => [nameText(name), name]))
  return [...byText.values()]
}

const bad = (text: string, reason: string, hint?: string): QdrantAuthError =>
  new QdrantAuthError('bad-value', `${JSON.stringify(text)} cannot be a name of a certificate: ${reason}`, {
    hints: hint === undefined ? [] : [hint],
  })
