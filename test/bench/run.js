// Everything that is measured, in one run, and what came of it in docs/benchmarks.md.
// usage: npm run bench [-- quick]   exit 1 where a limit is missed
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { env } from './measure.js'

const quick = process.argv[2] === 'quick'
const here = (file) => fileURLToPath(new URL(file, import.meta.url))

/** What is asked, the file that answers, its arguments in a whole run and in a quick one. */
const BENCHES = [
  ['Start-up: every verb against bare Node', 'start.js', ['31'], ['5']],
  ['A batch of tokens against jose, fast-jwt, jsonwebtoken', 'batch.js', ['500000', '3'], ['20000']],
  ['Certificates against openssl, mkcert, certstrap, step', 'certs.js', ['21'], ['3']],
  ['A fleet of configurations', 'configs.js', [], []],
  ['An audit log against jq', 'audit.js', ['256'], ['16']],
  ['A rotation: asking all nodes', 'rotate.js', [], []],
  ['Doctor on one healthy node', 'doctor.js', ['15'], ['3']],
  ['Growth of time and memory', 'growth.js', ['1000000'], ['10000']],
]

/** Programs that are compared with, and how each says its version. */
const PEERS = [
  ['openssl', ['version']],
  ['mkcert', ['-version']],
  ['certstrap', ['--version']],
  ['step', ['version']],
  ['jq', ['--version']],
]

function versionOf(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  return status === 0 ? `${stdout}${stderr}`.split('\n')[0].trim() : 'missing, not compared with'
}

const libraryVersion = (name) =>
  JSON.parse(readFileSync(here(`../../node_modules/${name}/package.json`), 'utf8')).version

/** Runs one, shows what it prints and answers it. */
function run(file, args) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [here(file), ...args], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    child.stdout.on('data', (chunk) => {
      process.stdout.write(chunk)
      text += chunk
    })
    child.on('close', (code) => done({ text, code }))
  })
}

const sections = []
const missed = []
for (const [title, file, whole, few] of BENCHES) {
  console.log(`\n== ${title}\n`)
  const present = existsSync(here(file))
  const { text, code } = present
    ? await run(file, quick ? few : whole)
    : { text: `test/bench/${file} is not here: not measured\n`, code: 1 }
  if (!present) console.log(text)
  if (code !== 0) missed.push(title)
  sections.push(
    `## ${title}\n\n\`node test/bench/${file} ${(quick ? few : whole).join(' ')}\`, exit ${code}\n\n\`\`\`text\n${text.trim()}\n\`\`\`\n`,
  )
}

const { version } = JSON.parse(readFileSync(here('../../package.json'), 'utf8'))
const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim()
const machine = [
  ['tool', `qdrant-auth ${version}, commit ${commit}`],
  ['date', new Date().toISOString().slice(0, 10)],
  ['machine', `${cpus()[0]?.model.trim()} × ${cpus().length}, ${Math.round(totalmem() / 2 ** 30)} GiB`],
  ['system', `${process.platform} ${release()} ${process.arch}`],
  ['node', process.version],
  ...['jose', 'fast-jwt', 'jsonwebtoken'].map((name) => [name, libraryVersion(name)]),
  ...PEERS.map(([program, args]) => [program, versionOf(program, args)]),
]
const page = `# Benchmarks

Made by \`npm run bench${quick ? ' -- quick' : ''}\`, which measures everything in one run and in turn, whole processes with the wall clock.
Figures of one machine on one day: the ratios are what carries over.

| | |
|---|---|
${machine.map(([name, value]) => `| ${name} | ${value} |`).join('\n')}

${missed.length === 0 ? 'Every limit was met.' : `Limits were missed in: ${missed.join('; ')}.`}

${sections.join('\n')}`
mkdirSync(here('../../docs'), { recursive: true })
writeFileSync(here('../../docs/benchmarks.md'), page)
console.log(`\nwritten to docs/benchmarks.md${missed.length === 0 ? '' : `; missed: ${missed.join('; ')}`}`)
process.exitCode = missed.length === 0 ? 0 : 1
