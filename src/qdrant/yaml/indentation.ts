/** One open indentation. Only those that began a block sequence or mapping end with a token. */
interface Level {
  /** The column it gave way to. */
  before: number
  block: boolean
}

/** The columns that blocks are indented by; -1 outside of all. Flow collections do not touch it. */
export class Indentation {
  column = -1
  readonly #levels: Level[] = []

  get isOpen(): boolean {
    return this.#levels.length > 0
  }

  /** Whether the innermost level began a block. */
  get inBlock(): boolean {
    return this.#levels.at(-1)?.block === true
  }

  /** Opens a block at a column, if that is further in; true when it did. */
  open(column: number): boolean {
    const last = this.#levels.at(-1)
    if (this.column <= column && last?.block === false) this.#close()
    if (this.column >= column) return false
    this.#levels.push({ before: this.column, block: true })
    this.column = column
    return true
  }

  /** Asks for one more column of what follows, without opening a block. */
  demandOne(): void {
    if (!this.inBlock) return
    this.#levels.push({ before: this.column, block: false })
    this.column++
  }

  /** Closes the levels further in than a column and says how many of them were blocks. */
  closeTo(column: number): number {
    let blocks = 0
    while (this.column > column) if (this.#close()) blocks++
    return blocks
  }

  /** Takes back what {@link demandOne} asked for. */
  forgetDemands(): void {
    while (this.#levels.at(-1)?.block === false) this.#close()
  }

  #close(): boolean {
    const level = this.#levels.pop()
    this.column = level?.before ?? -1
    return level?.block === true
  }
}
