import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readdirSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { tree } from '../support/directory.ts'

/** Files below a directory, without what says that work is under way; lines of the registry count as there or not. */
export const filesIn = (cwd: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(tree(cwd))
      .filter(([name]) => !/\/$|(^|\/)\.qdrant-auth\/(install\.json|lock)$/.test(name))
      .map(([name, text]) => [name, name.endsWith('tokens.jsonl') ? '' : text]),
  )

/** Whether an install is not finished: the next run does that. */
export const isUnderWay = (cwd: string): boolean =>
  Object.keys(tree(cwd, false)).some((name) => name.endsWith('.qdrant-auth/install.json'))

/** What nobody may find afterwards. */
export const leftovers = (cwd: string): string[] =>
  Object.keys(tree(cwd, false)).filter((name) => /\.tmp$|install\.json$|\.lock$|\/lock$/.test(name))

/** As if the run that left them had been some minutes ago. */
export function ageTemporaryFiles(cwd: string): void {
  const then = new Date(Date.now() - 120_000)
  for (const name of readdirSync(cwd, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.tmp')) utimesSync(join(cwd, name), then, then)
}

/** Certificates whose key is another one's. */
export function mismatched(files: Record<string, string>): string[] {
  return Object.keys(files)
    .filter((name) => /(^|\/)cert\.pem$/.test(name) && `${dirname(name)}/key.pem` in files)
    .filter((name) => {
      const [certificate, key] = [name, `${dirname(name)}/key.pem`].map((one) => files[one]?.slice(5) ?? '')
      return !new X509Certificate(certificate ?? '').checkPrivateKey(createPrivateKey(key ?? ''))
    })
}
