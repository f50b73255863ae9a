import { defineConfig } from 'vitest/config'

/** Tests that run in the process of the mutants, and that are about what is mutated: every mutant runs some of them. */
export default defineConfig({
  test: {
    include: [
      'test/{files,jwt,config,keys,qdrant,conformance}/**/*.test.ts',
      'test/commands/{config,jwt}*.test.ts',
      'test/killed/files.test.ts',
    ],
    testTimeout: 20_000,
  },
})
