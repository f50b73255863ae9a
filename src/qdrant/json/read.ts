/**
 * JSON as serde_json sees it, which is not quite as `JSON.parse` does: a repeated key is kept, integers keep all digits,
 * and what is wrong inside a string or number counts only where somebody looks at it. Syntax errors count everywhere.
 */

export type JsonNode =
  | { kind: 'null' }
  | { kind: 'boolean'; value: boolean }
  | JsonNumber
  | JsonString
  | { kind: 'list'; items: JsonNode[] }
  | { kind: 'object'; entries: JsonEntry[] }

/** `u64` and `i64` (negative) hold every digit; everything else that is a number is an `f64`, or too large for one. */
export type JsonNumber =
  | { kind: 'u64' | 'i64'; value: bigint }
  | { kind: 'f64'; value: number }
  | { kind: 'too-large'; fault: Fault }

/** `fault`: the bytes are no UTF-8, or an escape is half of a surrogate pair; `value` is then not to be used. */
export interface JsonString {
  kind: 'string'
  value: string
  fault?: Fault
}

/** Where serde_json's reader stands after it refused a value: behind it, or in the middle of it. */
export type Fault = 'behind' | 'inside'

export interface JsonEntry {
  key: JsonString
  value: JsonNode
}

const U64_MAX = 2n ** 64n - 1n
const I64_MIN = -(2n ** 63n)
const I32_MAX = 2 ** 31 - 1

/** The document's tree, or undefined where it is no JSON. Never recursive: a deep document costs memory, not the stack. */
export function readJson(bytes: Uint8Array): JsonNode | undefined {
  try {
    return new Reader(bytes).document()
  } catch (error) {
    if (error instanceof Syntax) return undefined
    throw error
  }
}

class Syntax extends Error {}

type Open =
  | { kind: 'list'; items: JsonNode[] }
  | { kind: 'object'; entries: JsonEntry[]; key: JsonString | undefined }

class Reader {
  private readonly bytes: Uint8Array
  private readonly latin: string
  private at = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    // One character a byte: fast to look into, and positions stay byte positions.
    this.latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  }

  document(): JsonNode {
    const open: Open[] = []
    for (;;) {
      this.blanks()
      let node = this.valueOrOpen(open)
      if (node === undefined) continue
      // A finished value may finish what holds it, and that in turn.
      for (;;) {
        const holder = open.at(-1)
        if (holder === undefined) {
          this.blanks()
          if (this.at < this.latin.length) throw new Syntax()
          return node
        }
        if (holder.kind === 'list') holder.items.push(node)
        else if (holder.key !== undefined) holder.entries.push({ key: holder.key, value: node })
        this.blanks()
        const next = this.latin[this.at++]
        if (next === ',') {
          this.blanks()
          if (holder.kind === 'object') holder.key = this.key()
          break
        }
        if (next !== (holder.kind === 'list' ? ']' : '}')) throw new Syntax()
        open.pop()
        node = closed(holder)
      }
    }
  }

  /** A whole scalar or empty container, or undefined after a container with something in it was opened. */
  private valueOrOpen(open: Open[]): JsonNode | undefined {
    const first = this.latin[this.at]
    if (first === '[') {
      this.at++
      this.blanks()
      if (this.take(']')) return { kind: 'list', items: [] }
      open.push({ kind: 'list', items: [] })
      return undefined
    }
    if (first === '{') {
      this.at++
      this.blanks()
      if (this.take('}')) return { kind: 'object', entries: [] }
      open.push({ kind: 'object', entries: [], key: this.key() })
      return undefined
    }
    if (first === '"') return this.string()
    if (first === 'n') return this.word('null', { kind: 'null' })
    if (first === 't') return this.word('true', { kind: 'boolean', value: true })
    if (first === 'f') return this.word('false', { kind: 'boolean', value: false })
    return this.number()
  }

  private blanks(): void {
    while (' \n\t\r'.includes(this.latin[this.at] ?? 'x')) this.at++
  }

  private take(character: string): boolean {
    if (this.latin[this.at] !== character) return false
    this.at++
    return true
  }

  private word(word: string, node: JsonNode): JsonNode {
    if (!this.latin.startsWith(word, this.at)) throw new Syntax()
    this.at += word.length
    return node
  }

  private key(): JsonString {
    if (this.latin[this.at] !== '"') throw new Syntax()
    const key = this.string()
    this.blanks()
    if (!this.take(':')) throw new Syntax()
    return key
  }

  private number(): JsonNode {
    const pattern = /-?(?:0|[1-9]\d*)(\.\d+)?(?:[eE][+-]?(\d+))?/y
    pattern.lastIndex = this.at
    const match = pattern.exec(this.latin)
    if (match === null) throw new Syntax()
    const [text, fraction, exponent] = match
    this.at += text.length
    // `01`, `1.` and `1e` go wrong at the character that is left over: it is no bracket and no comma.
    return numberOf(text, fraction !== undefined || exponent !== undefined, exponent)
  }

  private string(): JsonString {
    const start = ++this.at
    let fault: Fault | undefined
    for (;;) {
      const code = this.latin.charCodeAt(this.at)
      // Past the end the code is NaN.
      if (!(code >= 0x20)) throw new Syntax()
      if (code === 0x22) break
      if (code !== 0x5c) this.at++
      else {
        const here = this.escape()
        fault ??= here
      }
    }
    const raw = this.bytes.subarray(start, this.at++)
    if (fault !== undefined) return { kind: 'string', value: '', fault }
    const text = decodeUtf8(raw)
    if (text === undefined) return { kind: 'string', value: '', fault: 'behind' }
    return { kind: 'string', value: text.includes('\\') ? JSON.parse(`"${text}"`) : text }
  }

  /** Steps over one escape, and answers where the reader would stand if it is half of a surrogate pair. */
  private escape(): Fault | undefined {
    const unit = this.hexEscape()
    if (unit === undefined) {
      if (!'"\\/bfnrt'.includes(this.latin[this.at + 1] ?? 'x')) throw new Syntax()
      this.at += 2
      return undefined
    }
    this.at += 6
    if (unit < 0xd800 || unit > 0xdfff) return undefined
    if (unit >= 0xdc00) return 'inside'
    const low = this.hexEscape()
    // Looking for the other half swallows one character: where that is the closing quote, the string is over.
    if (low === undefined) return this.latin[this.at] === '"' ? 'behind' : 'inside'
    if (low < 0xdc00 || low > 0xdfff) return 'inside'
    this.at += 6
    return undefined
  }

  private hexEscape(): number | undefined {
    if (!this.latin.startsWith('\\u', this.at)) return undefined
    const digits = this.latin.slice(this.at + 2, this.at + 6)
    if (!/[0-9a-fA-F]{4}/.test(digits)) throw new Syntax()
    return Number.parseInt(digits, 16)
  }
}

const closed = (open: Open): JsonNode =>
  open.kind === 'list' ? { kind: 'list', items: open.items } : { kind: 'object', entries: open.entries }

function numberOf(text: string, isFloat: boolean, exponent = ''): JsonNumber {
  // -0 is a float to serde_json: no integer type has it.
  if (!isFloat && text !== '-0') {
    // More digits than any 64-bit number has are not worth a bigint.
    const value = text.length <= 20 ? BigInt(text) : undefined
    if (value !== undefined && value >= 0n && value <= U64_MAX) return { kind: 'u64', value }
    if (value !== undefined && value < 0n && value >= I64_MIN) return { kind: 'i64', value }
  }
  const value = Number(text)
  if (Number.isFinite(value)) return { kind: 'f64', value }
  // At the digit that makes the exponent itself too large, nobody reads on.
  return { kind: 'too-large', fault: Number(exponent.slice(0, -1)) > I32_MAX ? 'inside' : 'behind' }
}

/** BOM and all: a decoder that drops it would hide what the server trips over. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}
