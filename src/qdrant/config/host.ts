import { canonicalAddress, isIPv4, isIPv6 } from '../tls/address.ts'

/** What becomes of `service.host`. gRPC and the node port take an address only; REST asks the system for anything else. */
export type Host =
  | { readonly kind: 'address'; readonly fault?: string }
  /** Text the system turns into an address without asking anyone. `fault`: no machine can listen there. */
  | { readonly kind: 'loose-address'; readonly fault?: string }
  /** A name that only a lookup can tell about. */
  | { readonly kind: 'name' }
  /** No lookup can succeed. */
  | { readonly kind: 'no-name' }

const NOT_ASSIGNABLE = 'Cannot assign requested address (os error 99)'
const INVALID = 'Invalid argument (os error 22)'

export const LOOKUP_FAILURE = 'failed to lookup address information: Name or service not known'

/**
 * Addresses of no machine: the rest of network 0, those for documentation and what is reserved. Linux lets a server listen
 * on a group and on the broadcast address, where no client reaches it.
 */
const NOBODYS =
  /^(?:0\.(?!0\.0\.0$)|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|2[45]\d\.(?!255\.255\.255$)|2001:db8:)/
/** No domain ends in a number (RFC 3696), and this one is kept free for ever (RFC 6761). */
const NOBODYS_NAME = /(?:^|\.)(?:\d+|invalid)\.?$/i
/** Of one link or a group: it would have to name the interface. */
const UNSCOPED = /^(?:fe[89ab][\da-f]|ff[\da-f]{2}):/

/** An address of another machine cannot be told from one of the server's own and is taken for one. */
export function judgeHost(host: string): Host {
  if (isIPv4(host) || isIPv6(host)) return withFault('address', host)
  const bracketed = /^\[(.*)\]$/.exec(host)?.[1]
  if (bracketed !== undefined && isIPv6(bracketed)) return withFault('loose-address', bracketed)
  const scoped = /^(.*)%(?:\d+|lo)$/.exec(host)?.[1]
  if (scoped !== undefined && isIPv6(scoped)) return { kind: 'loose-address' }
  const address = looseAddress(host)
  if (address !== undefined) return withFault('loose-address', dotted(address))
  if (host.toLowerCase() === 'localhost') return { kind: 'loose-address' }
  const canBe = /^[A-Za-z0-9_.-]+$/.test(host) && !NOBODYS_NAME.test(host)
  return { kind: canBe ? 'name' : 'no-name' }
}

function withFault(kind: 'address' | 'loose-address', written: string): Host {
  const address = canonicalAddress(written)
  if (UNSCOPED.test(address)) return { kind, fault: INVALID }
  return NOBODYS.test(address) ? { kind, fault: NOT_ASSIGNABLE } : { kind }
}

const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')

/** One to four numbers in decimal, octal or hexadecimal, the last one filling the rest (inet_aton). */
function looseAddress(host: string): number | undefined {
  const parts = host.split('.')
  if (parts.length > 4 || !parts.every((part) => /^(?:0[xX][\da-fA-F]+|0[0-7]*|[1-9]\d*)$/.test(part)))
    return undefined
  const numbers = parts.map((part) => (/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part)))
  const last = numbers.at(-1) ?? 0
  const heads = numbers.slice(0, -1)
  if (heads.some((number) => number > 255) || last >= 256 ** (5 - parts.length)) return undefined
  return heads.reduce((sum, number, index) => sum + number * 256 ** (3 - index), last)
}
