import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
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

// grpc-js reads .proto files for channelz and ORCA, which it is not asked for here: the reader is larger than itself.
const grpcWithoutProtoFiles = {
  name: 'grpc-without-proto-files',
  transform: {
    filter: { id: /grpc-js\/build\/src\/(channelz|orca)\.js$/ },
    handler(code) {
      const lean = code.replace("require('@grpc/proto-loader')", 'undefined')
      if (lean === code) throw new Error('grpc-js has changed: look at this plugin again')
      return lean
    },
  },
}

// grpc-js sends an address as server name, which RFC 6066 forbids and Node warns of on stderr. The host of the connection is
// what the certificate is held against where there is no server name.
const grpcWithoutAddressAsName = {
  name: 'grpc-without-address-as-name',
  transform: {
    filter: { id: /grpc-js\/build\/src\/channel-credentials\.js$/ },
    handler(code) {
      const line = 'connectionOptions.servername = remoteHost'
      const mended = code.replace(line, `if (require('net').isIP(remoteHost) === 0) ${line}`)
      if (mended === code) throw new Error('grpc-js has changed: look at this plugin again')
      return mended
    },
  },
}

// Node's own modules by `require`: V8 forgets in what it keeps of a file (`bin/compile.js`) who is to answer an `import()`.
const requireBuiltins = {
  name: 'require-builtins',
  renderChunk: (code) => code.replace(/\bimport\(("node:[\w/]+")\)/g, 'Promise.resolve(require($1))'),
}

// `import text from './file?raw'`: the templates are part of the code, so that nothing has to be found at run time.
const templates = {
  name: 'templates',
  resolveId: {
    filter: { id: /\?raw$/ },
    handler: (source, importer) => `${resolve(dirname(importer), source.slice(0, -'?raw'.length))}?raw`,
  },
  load: {
    filter: { id: /\?raw$/ },
    handler: (id) => ({
      code: `export default ${JSON.stringify(readFileSync(id.slice(0, -'?raw'.length), 'utf8'))}`,
      moduleType: 'js',
    }),
  },
}

// Split at every `import()`: a command loads its own code and nothing else. Not minified: stack traces stay readable
// and start-up gains nothing (measured).
export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  // What the splitting below needs; rolldown would set it by itself, and say so at each build.
  preserveEntrySignatures: 'allow-extension',
  plugins: [
    commanderWithoutPrograms,
    grpcWithoutProtoFiles,
    grpcWithoutAddressAsName,
    requireBuiltins,
    templates,
  ],
  output: {
    dir: 'dist',
    // CommonJS: the loader of ES modules costs a quarter of the whole start (measured).
    format: 'cjs',
    entryFileNames: '[name].cjs',
    cleanDir: true,
    comments: { legal: true, jsdoc: false, annotation: false },
    chunkFileNames: '[name]-[hash].cjs',
    // A command loads a handful of files, and each costs as much as 15 KB of code. What every command needs is in main.
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        {
          name: 'basics',
          test: /src\/(files|keys|nearest|finding|rfc3339|qdrant\/versions)|src\/cli\/(input|secrets|numbers|verb|repeatable|server-version|formats\/text)\.ts|src\/server\/rest|commands\/(jwt\/server-flags|finding-flags)/,
        },
        { name: 'snippet', test: /src\/snippet|commands\/snippet|templates\/snippets/ },
        { name: 'tls', test: /src\/(qdrant\/tls|certs\/(pem-file|private-key))/ },
        { name: 'yaml', test: /node_modules\/yaml\// },
        { name: 'access', test: /src\/(qdrant\/access|jwt\/(capability|diff))/ },
        {
          name: 'mint',
          test: /src\/(jwt\/(expiry|findings|mint|registry|role|rules|shown|words|batch\/(formats|lines))|qdrant\/(json|token\/(access|claims|decode|header|json-path|jwk)))|node_modules\/jose/,
        },
        { name: 'tokens', test: /src\/(jwt|qdrant\/token)/ },
        {
          name: 'rules',
          test: /src\/config\/(certificate|directory|document|env-file|git|hide-secrets|listening|positions|quoting|rule|server-files|subject|unknown|validate)/,
        },
        { name: 'certs', test: /src\/certs|node-forge/ },
        { name: 'emit', test: /src\/(emit|commands\/emit)|templates\// },
        {
          name: 'audit',
          test: /src\/audit\/(event|field|notices|read|rows|sample|scan|server-log|source|tally)|commands\/audit\/(log-flags|report-words)/,
        },
        { name: 'grpc', test: /src\/server\/grpc|@grpc\/|@js-sdsl/ },
        { name: 'server', test: /src\/qdrant\/(yaml|settings|config)/ },
      ],
    },
  },
})
