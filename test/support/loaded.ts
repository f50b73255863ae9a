// Loads the room that is mutated before its tests: what a module does while it is loaded would otherwise count as the work of
// the one test whose command happened to load it first, and every mutant of it as survived.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const room = join(import.meta.dirname, '../../src', process.env.ROOM ?? 'files')
for (const { name, parentPath } of readdirSync(room, { recursive: true, withFileTypes: true }))
  if (name.endsWith('.ts')) await import(join(parentPath, name))
