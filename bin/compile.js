// The last step of the build: runs the commands once and keeps what V8 compiled for them, for the Node that runs this.
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs')
const { tmpdir } = require('node:os')
const { join } = require('node:path')
const { Writable } = require('node:stream')
const { COMPILED, loaderOf } = require('./load.js')

/** What people start most, each in the directory that the first one makes. V8 keeps the functions that have run. */
const COMMANDS = [
  ['--help'],
  ['init', 'server', '--mtls', '--yes'],
  ['keygen'],
  ['config', 'show', 'server'],
  ['config', 'validate', 'server'],
  ['jwt', 'mint', '--config', 'server', '--access', 'read'],
  ['jwt', 'can', '--list', '--as', 'read-only'],
  ['certs', 'init', '--node', 'node-1', '--client', 'app'],
  ['certs', 'show', 'tls'],
  ['certs', 'check', 'tls'],
  ['certs', 'renew', 'tls'],
  ['emit', 'compose', '--config', 'server'],
  ['emit', 'nginx', '--config', 'server'],
  ['snippet', 'python', '-C', 'server'],
  ['explain', '403', 'InvalidSignature'],
  ['completion', 'bash'],
]

async function compile() {
  rmSync(COMPILED, { recursive: true, force: true })
  const { load, scripts } = loaderOf()
  const { main, processIo } = load('main.cjs')
  const scratch = mkdtempSync(join(tmpdir(), 'qdrant-auth-build-'))
  const silent = { stream: new Writable({ write: (_, __, done) => done() }), isTTY: false }
  const io = { ...processIo(), cwd: scratch, env: {}, stdout: silent, stderr: silent }
  try {
    for (const argv of COMMANDS) {
      const code = await main(argv, io)
      if (code !== 0) throw new Error(`qdrant-auth ${argv.join(' ')} ended with ${code}`)
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  mkdirSync(COMPILED)
  for (const [name, script] of scripts) writeFileSync(join(COMPILED, name), script.createCachedData())
}

// The tool runs without it as well: a build where this cannot be done is a slower one, and test/cli/compiled.test.ts says so.
compile().catch((error) => {
  rmSync(COMPILED, { recursive: true, force: true })
  process.stderr.write(`warning: nothing was compiled ahead: ${error.message}\n`)
})
