import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A real directory for one test, removed after it. */
export function temporaryDirectory(files: Record<string, string> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'qdrant-auth-test-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) put(join(path, name), content)
  return path
}

export function put(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content, { mode })
}

/** Every file below, relative name → `mode content`; directories end in `/` and have only a mode. */
export function tree(path: string, content = true): Record<string, string> {
  const found: Record<string, string> = {}
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    const full = join(entry.parentPath, entry.name)
    const name = full.slice(path.length + 1)
    const mode = (lstatSync(full).mode & 0o777).toString(8).padStart(4, '0')
    if (entry.isDirectory()) found[`${name}/`] = mode
    else found[name] = content && entry.isFile() ? `${mode} ${readFileSync(full, 'utf8')}` : mode
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)))
}
