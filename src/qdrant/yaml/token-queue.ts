import { YamlLimit } from './place.ts'
import type { Token } from './token.ts'

/** A flow collection waits as a whole, because it may turn out to be a key. */
const MOST_WAITING = 400_000

/** Tokens that are scanned and not yet handed out. They are numbered through the whole text. */
export class TokenQueue {
  #tokens: Token[] = []
  #head = 0
  /** Number of the first token of the queue. */
  first = 0

  get isEmpty(): boolean {
    return this.#head === this.#tokens.length
  }

  /** Number that the next token gets. */
  get next(): number {
    return this.first + this.#tokens.length - this.#head
  }

  get last(): Token | undefined {
    return this.isEmpty ? undefined : this.#tokens.at(-1)
  }

  push(token: Token): void {
    if (this.#tokens.length - this.#head >= MOST_WAITING)
      throw new YamlLimit(`more than ${MOST_WAITING} tokens in one collection`)
    this.#tokens.push(token)
  }

  /** Puts a token in front of the one of that number. */
  insert(number: number, token: Token): void {
    this.#tokens.splice(this.#head + number - this.first, 0, token)
  }

  shift(): Token | undefined {
    const token = this.#tokens[this.#head]
    if (token === undefined) return undefined
    this.#head++
    this.first++
    if (this.isEmpty) {
      this.#tokens = []
      this.#head = 0
    }
    return token
  }
}
