import { debugString } from '../rust.ts'

/** Sections that rustls knows (rustls-pki-types 1.15, src/pem.rs); text and sections of other names are passed over. */
const KINDS = {
  CERTIFICATE: 'certificate',
  'PUBLIC KEY': 'publicKey',
  'RSA PRIVATE KEY': 'pkcs1',
  'PRIVATE KEY': 'pkcs8',
  'EC PRIVATE KEY': 'sec1',
  'X509 CRL': 'crl',
  'CERTIFICATE REQUEST': 'request',
  ECHCONFIG: 'ech',
} as const

export type PemKind = (typeof KINDS)[keyof typeof KINDS]

export interface PemSection {
  kind: PemKind
  der: Buffer
}

/** A section that cannot be read. `message` is what the server prints, where it prints anything. */
export interface PemFault {
  fault: string
}

/**
 * The sections of a PEM file in order, as rustls comes upon them. It stops at nothing: after a faulty section it goes
 * on with the next line, and the caller decides what a fault means to it.
 */
export function* pemSections(file: Uint8Array): Generator<PemSection | PemFault> {
  let label: string | undefined
  let body = ''
  // Bytes, not text: what stands around the sections may be in any encoding.
  for (const line of linesOf(Buffer.from(file).toString('latin1'))) {
    if (line.startsWith('-----BEGIN ')) {
      label = labelOf(line)
      // As rustls has it, what was collected so far is kept: a section without end spoils the next one.
      if (label === undefined) {
        yield { fault: `illegal section start: ${quoted(line)}` }
        body = ''
      }
    } else if (label !== undefined && line.startsWith(`-----END ${label}-----`)) {
      if (Object.hasOwn(KINDS, label)) yield decoded(KINDS[label as keyof typeof KINDS], body)
      label = undefined
      body = ''
    } else if (label !== undefined) body += line
  }
  if (label !== undefined) yield { fault: `section end ${quoted(label)} missing` }
}

/** What stands between `-----BEGIN ` and exactly five dashes; blanks behind and among them do not count. */
function labelOf(line: string): string | undefined {
  let dashes = 0
  let end = line.length
  for (let at = end - 1; at >= 0; at--) {
    if (line[at] === '-') {
      dashes++
      end = at
    } else if (!' \r\n'.includes(line[at] ?? '')) break
  }
  return dashes === 5 ? line.slice('-----BEGIN '.length, end) : undefined
}

/** Lines with their ends; a line ends with LF or with CR. */
const linesOf = (text: string): string[] => text.match(/[^\r\n]*[\r\n]|[^\r\n]+/g) ?? []

function decoded(kind: PemKind, body: string): PemSection | PemFault {
  const base64 = body.replace(/[\t-\r ]/g, '')
  const foreign = base64.search(/[^A-Za-z0-9+/=]/)
  const padding = base64.indexOf('=')
  // rustls reads eight digits at a time, and looks at their padding when there is a ninth.
  const noticed = padding === -1 ? Number.POSITIVE_INFINITY : (Math.floor(padding / 8) + 1) * 8
  if (foreign !== -1 && foreign <= noticed)
    return { fault: `InvalidCharacter(${base64.charCodeAt(foreign)})` }
  const last = base64.length - (base64.length % 4 || 4)
  if (noticed < base64.length || (padding !== -1 && padding < last)) return { fault: 'PrematurePadding' }
  // Padding may be left out, but what is there must fill the last four.
  if (!/^(?:[^=]{2}(?:==)?|[^=]{3}=?|[^=]{4})?$/.test(base64.slice(last)))
    return { fault: 'InvalidTrailingPadding' }
  return { kind, der: Buffer.from(base64, 'base64') }
}

/** Bytes as Rust's `{:?}` shows them when they are taken for UTF-8. */
const quoted = (bytes: string): string => debugString(Buffer.from(bytes, 'latin1').toString('utf8'))
