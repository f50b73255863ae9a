/** Blanks and line breaks between two words of a scalar: one break becomes a blank, n breaks become n - 1. */
export class Folding {
  #blanks = ''
  #first = false
  #more = ''

  addBlank(unit: number): void {
    this.#blanks += String.fromCharCode(unit)
  }

  /** `first`: the first break after text; the blanks before it are dropped. */
  addBreak(first: boolean): void {
    if (first) {
      this.#blanks = ''
      this.#first = true
    } else this.#more += '\n'
  }

  /** What stands between the words when a line break came last. */
  take(): string {
    const between = this.#first && this.#more === '' ? ' ' : this.#more
    this.#first = false
    this.#more = ''
    return between
  }

  /** What stands between the words of one line. */
  takeBlanks(): string {
    const between = this.#blanks
    this.#blanks = ''
    return between
  }
}
