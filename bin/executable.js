// Puts the built tool and this Node into one file, `executable/qdrant-auth-PLATFORM-ARCH`, for machines without Node, and
// its checksum beside it. usage: npm run build:executable   (Linux; elsewhere the file would have to be signed anew)
const { execFileSync } = require('node:child_process')
const { createHash } = require('node:crypto')
const {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} = require('node:fs')
const { join } = require('node:path')
const { inject } = require('postject')
const { COMPILED } = require('./load.js')

const ROOT = join(__dirname, '..')
const DIST = join(ROOT, 'dist')
const OUT = join(ROOT, 'executable')
const NAME = `qdrant-auth-${process.platform}-${process.arch}`

async function build() {
  if (process.platform !== 'linux') throw new Error('the executable is made on Linux only')
  rmSync(OUT, { recursive: true, force: true })
  mkdirSync(OUT)
  const main = join(OUT, 'main.cjs')
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({ input: join(__dirname, 'executable-main.js'), platform: 'node' })
  await bundle.write({ file: main, format: 'cjs' })

  const compiled = existsSync(COMPILED) ? readdirSync(COMPILED) : []
  const assets = {
    ...Object.fromEntries(filesOf(DIST).map((name) => [name, join(DIST, name)])),
    ...Object.fromEntries(compiled.map((name) => [`compiled/${name}`, join(COMPILED, name)])),
  }
  const config = join(OUT, 'sea.json')
  const blob = join(OUT, 'sea.blob')
  writeFileSync(config, JSON.stringify({ main, output: blob, disableExperimentalSEAWarning: true, assets }))
  execFileSync(process.execPath, ['--experimental-sea-config', config], { stdio: 'ignore' })

  const executable = join(OUT, NAME)
  copyFileSync(process.execPath, executable)
  chmodSync(executable, 0o755)
  await inject(executable, 'NODE_SEA_BLOB', readFileSync(blob), {
    sentinelFuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2',
  })
  for (const file of [main, config, blob]) rmSync(file)
  copyFileSync(join(DIST, 'THIRD_PARTY_LICENSES.txt'), join(OUT, 'THIRD_PARTY_LICENSES.txt'))
  copyFileSync(join(ROOT, 'LICENSE'), join(OUT, 'LICENSE'))
  const sums = filesOf(OUT).map((name) => `${sha256(join(OUT, name))}  ${name}\n`)
  writeFileSync(join(OUT, 'SHA256SUMS'), sums.join(''))
}

const filesOf = (directory) =>
  readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort()

const sha256 = (path) => createHash('sha256').update(readFileSync(path)).digest('hex')

build().catch((error) => {
  process.stderr.write(`error: ${error.message}\n`)
  process.exitCode = 1
})
