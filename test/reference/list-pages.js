// Names the man pages in package.json, and removes those of commands that are gone. The last step of `npm run reference`.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)
const reference = readFileSync(new URL('docs/reference.md', root), 'utf8')
const commands = [...reference.matchAll(/^- \[`([^`]+)`\]/gm)].map(([, path]) => path.replaceAll(' ', '-'))
const kept = new Set(['qdrant-auth.1', ...commands.map((name) => `qdrant-auth-${name}.1`)])

for (const page of readdirSync(new URL('man', root)))
  if (!kept.has(page)) rmSync(new URL(`man/${page}`, root))

const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
const man = [...kept].sort().map((page) => `./man/${page}`)
const { bin, ...rest } = manifest
const before = Object.entries(rest).filter(([name]) => name !== 'man')
const at = before.findIndex(([name]) => name === 'exports')
const fields = [...before.slice(0, at), ['bin', bin], ['man', man], ...before.slice(at)]
writeFileSync(new URL('package.json', root), `${JSON.stringify(Object.fromEntries(fields), undefined, 2)}\n`)
