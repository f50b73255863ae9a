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
      // As rustls has it, what was collected so far is kept: an unended section spoils the next one.
      const start = /^-----BEGIN (.*?[^-])?-----[ \r\n]*$/s.exec(line)
      if (start === null) {
        yield { fault: `illegal section start: ${JSON.stringify(line)}` }
        label = undefined
        body = ''
      } else label = start[1] ?? ''
    } else if (label !== undefined && line.startsWith(`-----END ${label}-----`)) {
      if (Object.hasOwn(KINDS, label)) yield decoded(KINDS[label as keyof typeof KINDS], body)
      label = undefined
      body = ''
    } else if (label !== undefined) body += line
  }
  if (label !== undefined) yield { fault: `section end ${JSON.stringify(label)} missing` }
}

/** Lines with their ends; a line ends with LF or with CR. */
const linesOf = (text: string): string[] => text.match(/[^\r\n]*[\r\n]|[^\r\n]+/g) ?? []

function decoded(kind: PemKind, body: string): PemSection | PemFault {
  const base64 = body.replace(/[\t-\r ]/g, '')
  const foreign = /[^A-Za-z0-9+/=]/.exec(base64)
  if (foreign !== null) return { fault: `InvalidCharacter(${foreign[0].charCodeAt(0)})` }
  if (/=[^=]/.test(base64)) return { fault: 'PrematurePadding' }
  const padding = /=*$/.exec(base64)?.[0].length ?? 0
  const digits = base64.length - padding
  // Padding may be left out, but what is there must fill the last four.
  const fits = digits % 4 !== 1 && (padding === 0 || (padding <= 2 && base64.length % 4 === 0))
  return fits ? { kind, der: Buffer.from(base64, 'base64') } : { fault: 'InvalidTrailingPadding' }
}
