/** A place in a YAML text as the server counts it: from the first character after a byte order mark. */
export interface Place {
  /** UTF-16 units before it. */
  readonly offset: number
  /** Characters (code points) before it; the server calls this "byte". */
  readonly index: number
  /** From 1. */
  readonly line: number
  /** Characters before it on its line; the server prints one more. */
  readonly column: number
}

/** UTF-16 units `[start.offset, end)`. */
export interface Span {
  readonly start: Place
  readonly end: number
}

/** Why the reader gives up; `text` is what the server prints. */
export class YamlError extends Error {
  readonly info: string
  readonly place: Place

  constructor(info: string, place: Place) {
    super(info)
    this.name = 'YamlError'
    this.info = info
    this.place = place
  }

  get text(): string {
    const { index, line, column } = this.place
    return `${this.info} at byte ${index} line ${line} column ${column + 1}`
  }
}

/** The text asks for more than this reader is willing to hold; the server's own answer is not known then. */
export class YamlLimit extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'YamlLimit'
  }
}
