import { defineConfig } from 'rolldown'

// commander loads child_process (and with it net, dgram, tty: 3 ms at every start) for subcommands that are programs
// of their own. There are none here, and commander touches the module only to start one.
const commanderWithoutPrograms = {
  name: 'commander-without-programs',
  transform: {
    filter: { id: /commander\/lib\/command\.js$/ },
    handler(code) {
      const lean = code.replace("require('node:child_process')", 'undefined')
      if (lean === code) throw new Error('commander has changed: look at this plugin again')
      return lean
    },
  },
}

// Split at every `import()`: a command loads its own code and nothing else. Not minified: stack traces stay readable
// and start-up gains nothing (measured).
export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  plugins: [commanderWithoutPrograms],
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    comments: { legal: true, jsdoc: false, annotation: false },
    chunkFileNames: '[name]-[hash].js',
    // What every command needs comes as one file: files, not bytes, are what start-up costs.
    codeSplitting: {
      groups: [{ name: 'cli', test: /commander|src\/(cli|errors|version)|rolldown.runtime/ }],
    },
  },
})
