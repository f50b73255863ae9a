/*
 * As node:net's functions of the same names, without a zone. The module costs a millisecond to load, and Node 20 compiles
 * a large pattern for its isIPv6, which takes 5 ms.
 */

export const isIPv4 = (text: string): boolean =>
  /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(text)

export const isIPv6 = (text: string): boolean =>
  /^[\da-fA-F:.]*:[\da-fA-F:.]*$/.test(text) && URL.canParse(`http://[${text}]`)

/** `0:0:0:0:0:0:0:1` → `::1` (RFC 5952); an IPv4 address is as it is. */
export const canonicalAddress = (address: string): string =>
  isIPv6(address) ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address

/** Four or sixteen bytes, undefined where it is no address. */
export function addressBytes(text: string): Uint8Array | undefined {
  if (isIPv4(text)) return Uint8Array.from(text.split('.').map(Number))
  return isIPv6(text) ? ipv6Bytes(text) : undefined
}

function ipv6Bytes(text: string): Uint8Array {
  // The canonical form writes an embedded IPv4 part as two groups.
  const [before = '', after] = canonicalAddress(text).split('::')
  const groups = (part: string | undefined): number[] =>
    part ? part.split(':').map((group) => Number.parseInt(group, 16)) : []
  const [head, tail] = [groups(before), groups(after)]
  const gap = new Array<number>(8 - head.length - tail.length).fill(0)
  return Uint8Array.from([...head, ...gap, ...tail].flatMap((group) => [group >> 8, group & 0xff]))
}
