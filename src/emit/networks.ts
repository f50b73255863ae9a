import { addressBytes } from '../qdrant/tls/address.ts'

/** `10.0.0.0/8`, `192.0.2.7`, `2001:db8::/32`, with nothing set behind the prefix. */
export function isNetwork(text: string): boolean {
  const [, address = '', length] = /^([\da-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const bytes = addressBytes(address)
  if (bytes === undefined) return false
  const bits = bytes.length * 8
  const prefix = length === undefined ? bits : Number(length)
  if (prefix > bits) return false
  return bytes.every((byte, index) => {
    const kept = Math.min(8, Math.max(0, prefix - index * 8))
    return (byte & (0xff >> kept)) === 0
  })
}

export const isIPv6Network = (text: string): boolean => text.includes(':')

/** As Kubernetes wants it, always with a prefix. */
export const withPrefix = (text: string): string =>
  text.includes('/') ? text : `${text}/${isIPv6Network(text) ? 128 : 32}`
