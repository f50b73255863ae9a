/** What another program answered, whose shape nobody has checked. */
export type Plain = Record<string, unknown>

/** It, where it is a table; an empty one where it is anything else. */
export const plain = (value: unknown): Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : {}

/** The tables of a list; none where it is anything else. */
export const plainList = (value: unknown): Plain[] => (Array.isArray(value) ? value.map(plain) : [])
