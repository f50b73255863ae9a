/** A key that was renewed lies beside the new one as key.pem.previous; a run that was killed leaves .NAME.….tmp. */
const SECRETS = [
  '/.qdrant-auth/',
  '/ca/',
  '/config/local.yaml*',
  '/qdrant.env',
  '/tls/**/key.pem*',
  '/tokens/',
  // Of `emit -o .`, also what `--force` keeps.
  '/qdrant-keys.env*',
  '/secrets/',
  '/secret.yaml*',
  '/keys.yaml*',
  '/scrape-credential*',
  '.*.tmp',
]

/** Where the keys stand in config.yaml, that file is a secret too. */
const INLINE = '/config/config.yaml'

const TITLE = '# Secrets made by qdrant-auth'

/** The text of `.gitignore` with what keeps our secrets out of version control; lines that are there stay as they are. */
export function withSecretsIgnored(existing: string, inlineSecrets: boolean): string {
  const present = new Set(existing.split(/\r?\n/).map((line) => line.trim()))
  const missing = [...SECRETS, ...(inlineSecrets ? [INLINE] : [])].filter((line) => !present.has(line))
  if (missing.length === 0) return existing
  const end = existing.includes('\r\n') ? '\r\n' : '\n'
  const start = existing === '' || existing.endsWith('\n') ? existing : `${existing}${end}`
  const title = present.has(TITLE) ? [] : [TITLE]
  return `${start}${[...title, ...missing].join(end)}${end}`
}
