// Makes a clean clone ready to run: installs the locked dependencies and builds `dist/`, each only when needed.
// Plain JavaScript over node's own modules, because nothing else is there yet.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// The published package runs on 20.17; the tools that build and test it (rolldown, vite) start at 20.19.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `error: building from a clone needs Node 20.19, and this is ${process.versions.node}\n`,
  )
  process.stderr.write('hint: the published package runs on 20.17: npx qdrant-auth\n')
  process.exit(1)
}

const root = fileURLToPath(new URL('../..', import.meta.url))

const hash = (paths) => {
  const sum = createHash('sha256')
  for (const path of paths) sum.update(path).update(readFileSync(join(root, path)))
  return sum.digest('hex')
}

const filesBelow = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort()

/** Runs `work` unless `stamp` already holds `state`. */
const once = (stamp, state, work) => {
  const path = join(root, stamp)
  try {
    if (readFileSync(path, 'utf8') === state) return
  } catch {}
  work()
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, state)
}

const run = (command, ...args) => {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
}

// `npm ci` would insist on every platform's optional binaries being in the lock file; this installs the locked versions
// and leaves the file alone.
once('node_modules/.qdrant-auth-installed', hash(['package-lock.json']), () =>
  run('npm', 'install', '--no-save', '--no-audit', '--no-fund'),
)

const built = hash([
  ...filesBelow('src'),
  ...filesBelow('templates'),
  ...filesBelow('bin'),
  'rolldown.config.js',
  'rolldown.minify.js',
  'rolldown.notices.js',
  'package.json',
  'package-lock.json',
])
// What V8 compiled is of use to this version of Node alone.
once('dist/.built-from', `${built} ${process.version}`, () => run('npm', 'run', '--silent', 'build'))
