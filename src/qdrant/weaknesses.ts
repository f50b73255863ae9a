import { compareVersions } from './versions.ts'

/** What is known to be weak in old releases: everything before `fixed`. */
export interface Weakness {
  /** `major.minor.patch` of the first release without it. */
  fixed: string
  level: 'error' | 'warning'
  /** What it lets somebody do. */
  what: string
  /** Where it is told: an advisory, or a change of the server. */
  reference: string
}

/** The newest first. */
const WEAKNESSES: readonly Weakness[] = [
  {
    fixed: '1.19.0',
    level: 'warning',
    what: 'an empty key in the config is a real key, which an empty api-key header opens',
    reference: 'qdrant/qdrant#9199',
  },
  {
    fixed: '1.18.2',
    level: 'error',
    what: 'odd paths that begin like /dashboard, /readyz or /livez get past authentication',
    reference: 'qdrant/qdrant#9254',
  },
  {
    fixed: '1.18.1',
    level: 'warning',
    what: 'a read-only credential can fill the disk by uploading snapshots',
    reference: 'GHSA-3v92-w72v-j994',
  },
  {
    fixed: '1.18.0',
    level: 'warning',
    what: 'the node port cannot ask for a key (enforce_internal_auth)',
    reference: 'qdrant/qdrant#8676',
  },
  {
    fixed: '1.16.0',
    level: 'error',
    what: 'any credential can make the server write its log to any file, through /logger',
    reference: 'qdrant/qdrant#7527',
  },
  {
    fixed: '1.9.0',
    level: 'error',
    what: 'uploaded snapshots read and write files anywhere, and there are no tokens',
    reference: 'CVE-2024-3584, CVE-2024-3829',
  },
]

export const weaknessesOf = (version: string): readonly Weakness[] =>
  WEAKNESSES.filter(({ fixed }) => compareVersions(version, fixed) < 0)
