/** Few enough to be nothing, many enough that joining them is rare. */
const MOST_PIECES = 1024

/** Puts a text together from many pieces. Adding to a string again and again would keep every piece alive. */
export class TextBuilder {
  #text = ''
  #pieces: string[] = []

  add(piece: string): void {
    if (piece === '') return
    this.#pieces.push(piece)
    if (this.#pieces.length >= MOST_PIECES) this.#join()
  }

  toString(): string {
    this.#join()
    return this.#text
  }

  #join(): void {
    this.#text += this.#pieces.join('')
    this.#pieces = []
  }
}

/** What so many line breaks in a row stand for between two words: one becomes a blank, n become n - 1 breaks. */
export const fold = (breaks: number): string => (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1))
