import { readFileSync } from 'node:fs'

/** The package's own version. Read from package.json, two folders up from both `src/` … and `dist/` builds. */
export const VERSION: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version
