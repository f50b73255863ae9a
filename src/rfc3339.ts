/** `2026-11-23T12:00:00Z`: RFC 3339 in UTC, without a fraction where there is none. */
export const rfc3339 = (date: Date): string => date.toISOString().replace('.000Z', 'Z')

/** `2026-11-23`, the day in UTC. */
export const dayOf = (date: Date): string => date.toISOString().slice(0, 10)
