import { refuse } from './refusal.ts'

/** One DER value. `raw` has its tag and length, `content` has not. */
export interface DerValue {
  tag: number
  content: Buffer
  raw: Buffer
}

/** Tags as webpki compares them: class, the constructed bit and the number in one byte. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
} as const

/** webpki takes no value of 65,535 bytes or more (its der.rs, TWO_BYTE_DER_SIZE). */
const TOO_LONG = 0xffff

/**
 * Reads DER one value after the other, and as strictly as webpki: lengths in their shortest form, no high tag numbers.
 * Everything else is refused as `BadDer`.
 */
export class DerReader {
  private readonly der: Buffer
  private at = 0

  constructor(der: Uint8Array) {
    this.der = Buffer.from(der.buffer, der.byteOffset, der.byteLength)
  }

  get atEnd(): boolean {
    return this.at === this.der.length
  }

  /** The tag of the next value, undefined at the end. */
  get next(): number | undefined {
    return this.der[this.at]
  }

  /** The next value; of this tag, where one is given. */
  read(tag?: number): DerValue {
    const start = this.at
    const actual = this.byte()
    if ((actual & 0x1f) === 0x1f) refuse('BadDer')
    const length = this.length()
    const end = this.at + length
    if (length >= TOO_LONG || end > this.der.length || (tag !== undefined && tag !== actual)) refuse('BadDer')
    const content = this.der.subarray(this.at, end)
    this.at = end
    return { tag: actual, content, raw: this.der.subarray(start, end) }
  }

  /** The inside of the next value. */
  enter(tag: number): DerReader {
    return new DerReader(this.read(tag).content)
  }

  /** A BOOLEAN, or its default FALSE where none is written. */
  optionalBoolean(): boolean {
    if (this.next !== TAG.boolean) return false
    const { content } = this.read()
    const [value] = content
    if (content.length !== 1 || (value !== 0 && value !== 0xff)) refuse('BadDer')
    return value === 0xff
  }

  /** An INTEGER from 0 to 255. */
  smallInteger(): number {
    const { content } = this.read(TAG.integer)
    const [first = 0x80, second] = content
    if (content.length === 1 && first < 0x80) return first
    if (content.length === 2 && first === 0 && second !== undefined && second >= 0x80) return second
    return refuse('BadDer')
  }

  /** A BIT STRING of whole bytes. */
  bits(): Buffer {
    const { content } = this.read(TAG.bitString)
    if (content[0] !== 0) refuse('BadDer')
    return content.subarray(1)
  }

  private byte(): number {
    const byte = this.der[this.at++]
    return byte ?? refuse('BadDer')
  }

  private length(): number {
    const first = this.byte()
    if (first < 0x80) return first
    const count = first & 0x7f
    if (count < 1 || count > 4) refuse('BadDer')
    let length = 0
    for (let index = 0; index < count; index++) length = length * 256 + this.byte()
    if (length < (count === 1 ? 0x80 : 256 ** (count - 1))) refuse('BadDer')
    return length
  }
}

/** All values in a row. */
export function derValues(der: Uint8Array): DerValue[] {
  const reader = new DerReader(der)
  const values: DerValue[] = []
  while (!reader.atEnd) values.push(reader.read())
  return values
}
