import { isIPv4 } from 'node:net'

/** As net.isIPv6 without a zone, but by the URL parser: Node 20 compiles a large pattern for the other, which takes 5 ms. */
const isIPv6 = (text: string): boolean =>
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
