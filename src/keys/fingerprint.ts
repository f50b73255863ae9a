import { createHash } from 'node:crypto'

/** Separates these hashes from every other SHA-256 of a key, and lets the form change later. */
const PREFIX = 'qdrant-auth:v1:'

/** What people tell keys apart by: `fp:` and 8 hex digits. Says nothing useful about a 32-byte key. */
export const fingerprint = (key: string): string =>
  `fp:${createHash('sha256').update(PREFIX).update(key).digest('hex').slice(0, 8)}`
