/** One file, stream or server that events were read from, and what was noticed while reading. */
export interface Source {
  /** As the user named it. */
  name: string
  /** Whose log it is: the directory of files named `audit.DATE.log`, else the file itself. */
  node: string
  events: number
  /** Milliseconds since 1970; infinite where there is no event. */
  first: number
  last: number
  /** Greatest step back in time, milliseconds, and the line after it. */
  stepBack: { by: number; line: number } | undefined
  /** Lines that are no events. */
  skipped: number
  /** The input ended in the middle: of a line, or of the compressed data. */
  cutOff: boolean
  /** The smallest hashes of its lines: what two sources share tells whether they hold the same events. */
  sample: Set<number>
}

/** A line that is no event, for the list of them. */
export interface SkippedLine {
  source: string
  line: number
  /** Offset of its first byte in the (unpacked) text. */
  byte: number
  reason: 'not JSON' | 'not an audit event' | 'too long' | 'cut off'
}

export function newSource(name: string, node: string): Source {
  return {
    name,
    node,
    events: 0,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    stepBack: undefined,
    skipped: 0,
    cutOff: false,
    sample: new Set(),
  }
}
