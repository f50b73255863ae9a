import { readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** Templates as the build takes them in (`moduleTypes` of rolldown.config.js). */
const textFiles = {
  name: 'text-files',
  enforce: 'pre' as const,
  load: (id: string) =>
    id.endsWith('.txt') ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : undefined,
}

export default defineConfig({
  plugins: [textFiles],
  test: {
    include: ['test/**/*.test.ts'],
    // Modules hold no state (main takes its io), so one shared module graph per worker is safe and four times faster.
    isolate: false,
    coverage: { provider: 'v8', include: ['src/**'], reporter: ['text-summary', 'json-summary'] },
  },
})
