import { defineConfig } from 'vitest/config'

/** The tests of the room that is mutated, and others that are about it. A test that reaches everything costs each mutant. */
const MORE: Record<string, string[]> = {
  files: [],
  jwt: ['test/commands/jwt*.test.ts'],
  config: [],
  qdrant: ['test/conformance/{access,config,tokens}.test.ts'],
}

const room = process.env.ROOM ?? 'files'

export default defineConfig({
  test: {
    include: [`test/${room}/**/*.test.ts`, ...(MORE[room] ?? [])],
    setupFiles: ['test/support/loaded.ts', 'test/support/whole-tables.ts'],
    testTimeout: 20_000,
    isolate: false,
    env: { QDRANT_AUTH_RUNS: '0.02' },
  },
})
