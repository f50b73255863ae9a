import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { defineConfig } from 'rolldown'
import sbom from 'rollup-plugin-sbom'
import { filesOfOthers, shortNamesOfOthers } from './rolldown.minify.js'
import { thirdPartyLicences } from './rolldown.notices.js'

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

// Of grpc-js the client of one server is asked for: not its own server, not balancing by load, and not the reader of .proto
// files for channelz and ORCA, which is larger than all the rest.
const UNASKED = /require\("\.\/(?:server|server-interceptors|orca|experimental)"\)/g
const BALANCING = /require\("\.\/load-balancer-(?:outlier-detection|weighted-round-robin)"\)/g
const grpcClient = {
  name: 'grpc-client',
  transform: {
    filter: { id: /grpc-js\/build\/src\/(channelz|index)\.js$/ },
    handler(code) {
      const lean = code
        .replace("require('@grpc/proto-loader')", 'undefined')
        .replace(UNASKED, '{}')
        .replace(BALANCING, '{ setup() {} }')
      if (lean === code) throw new Error('grpc-js has changed: look at this plugin again')
      return lean
    },
  },
}

// The names of object identifiers, which forge's asn1 only prints: a table that is built at every load.
const forgeWithoutNames = {
  name: 'forge-without-names',
  transform: {
    filter: { id: /node-forge\/lib\/asn1\.js$/ },
    handler(code) {
      const lean = code.replace("require('./oids')", 'undefined')
      if (lean === code) throw new Error('node-forge has changed: look at this plugin again')
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

// What one file gives to others, as values: rolldown writes a getter for each, in case it changes later, which a constant or
// a function does not. They were 40 KB and a call at every use.
const GETTER =
  /^Object\.defineProperty\(exports, "(\w+)", \{\n\tenumerable: true,\n\tget: function\(\) \{\n\t\treturn (\w+);\n\t\}\n\}\);$/gm
const withPlainExports = (code) => {
  const constants = new Set(
    Array.from(code.matchAll(/^(?:const|class|(?:async )?function\*?) (\w+)/gm), ([, name]) => name),
  )
  return code.replace(GETTER, (getter, name, local) =>
    constants.has(local) ? `exports.${name} = ${local};` : getter,
  )
}

// Files as `bin/load.js` takes them: each is a function already, which would otherwise be a second copy of it in memory
// at every start. Node's own modules come by `require`: V8 forgets in what it keeps of a file who is to answer an `import()`.
const forOurLoader = {
  name: 'for-our-loader',
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue
      const code = withPlainExports(
        file.code.replace(/\bimport\(("node:[\w/]+")\)/g, 'Promise.resolve(require($1))'),
      )
      file.code = `(function (exports, require, module) {${code}\n})`
    }
  },
}

// Split at every `import()`: a command loads its own code and nothing else.
export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  // The SBOM plugin tells of every step, and of bundlers that it has not found.
  onLog: (level, log, tell) => log.plugin === 'rollup-plugin-sbom' || tell(level, log),
  // What the splitting below needs; rolldown would set it by itself, and say so at each build.
  preserveEntrySignatures: 'allow-extension',
  plugins: [
    commanderWithoutPrograms,
    templates,
    grpcClient,
    grpcWithoutAddressAsName,
    forgeWithoutNames,
    shortNamesOfOthers,
    thirdPartyLicences,
    // What is in the bundle, for scanners. Without a time and a number of its own: the same commit gives the same bytes.
    sbom({
      outDir: '.',
      outFilename: 'sbom.cdx',
      includeWellKnown: false,
      saveTimestamp: false,
      generateSerial: false,
      // The plugin names every bundler that is installed; vite is there for the tests.
      afterCollect: (bom) => {
        for (const tool of bom.metadata.tools.tools)
          if (tool.name === 'vite') bom.metadata.tools.tools.delete(tool)
      },
    }),
    filesOfOthers,
    forOurLoader,
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
          test: /src\/(files|keys|nearest|finding|places|rfc3339|sha256|shown|prometheus|shell|qdrant\/(versions|json\/read))|src\/cli\/(input|secrets|numbers|verb|repeatable|server-version|table|wrap|findings|formats\/.*)\.ts|src\/server\/rest|src\/config\/setting-path|commands\/(jwt\/server-flags|trust-flags|finding-flags)/,
        },
        { name: 'snippet', test: /src\/snippet|commands\/snippet|templates\/snippets/ },
        {
          name: 'tls',
          test: /src\/(qdrant\/(?:tls|rust)|certs\/(dates|pem-file|private-key|profiles|usages))/,
        },
        { name: 'yaml', test: /node_modules\/yaml\// },
        { name: 'access', test: /src\/(qdrant\/access|jwt\/(capability|diff))/ },
        {
          name: 'mint',
          test: /src\/(jwt\/(expiry|findings|mint|registry|role|rules|words|batch\/(formats|lines))|qdrant\/(json\/serde|token\/(access|claims|decode|header|json-path|jwk)))|node_modules\/jose/,
        },
        { name: 'tokens', test: /src\/(jwt|qdrant\/token)/ },
        {
          name: 'rules',
          test: /src\/config\/(certificate|directory|document|env-file|git|hide-secrets|layer|listening|positions|quoting|readable|rule|server-files|subject|unknown|validate)|src\/init\/(answers|node-files|record)|commands\/config\/server-process/,
        },
        {
          name: 'certs-check',
          test: /src\/certs\/(rules?(\/|\.ts)|check|describe|found|metrics|ports|show|within)/,
        },
        {
          name: 'certs-replace',
          test: /src\/certs\/(renew|request|rotate-ca|sign)/,
        },
        { name: 'certs', test: /src\/certs|node-forge|commands\/certs\/(paths|\w+-flags)/ },
        { name: 'emit', test: /src\/(emit|commands\/emit)|templates\// },
        {
          name: 'audit',
          test: /src\/audit\/(event|field|notices|read|rows|sample|scan|server-log|source|tally)|commands\/audit\/(log-flags|report-words)/,
        },
        { name: 'grpc', test: /@grpc\/|@js-sdsl/ },
        { name: 'server', test: /src\/qdrant\/(json\/fault|yaml|settings|config)/ },
      ],
    },
  },
})
