import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { DIST, prepared } from '../support/built.ts'

const ROOT = join(DIST, '..')
const json = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

beforeAll(prepared, 60_000)

interface Packed {
  size: number
  files: { path: string }[]
}

function packed(): Packed {
  const { status, stdout } = spawnSync('npm', ['pack', '--dry-run', '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  expect(status).toBe(0)
  return Object.values(JSON.parse(stdout))[0] as Packed
}

test('the package is small and holds what runs, and nothing else', () => {
  const { size, files } = packed()
  // Meant to be 400 kB, and is 550: our own code is not minified. With short names and without white space it would be 465,
  // without gRPC 420, without man pages 400.
  expect(size).toBeLessThan(555_000)
  const paths = files.map(({ path }) => path)
  expect(paths).toEqual(
    expect.arrayContaining([
      'bin/qdrant-auth.js',
      'bin/compile.js',
      'dist/main.cjs',
      'dist/sbom.cdx.json',
      'dist/THIRD_PARTY_LICENSES.txt',
      'LICENSE',
      'README.md',
    ]),
  )
  // Bytecode belongs to one version of Node, and would be as large as all the rest.
  expect(paths.filter((path) => /^(src|test)\/|compiled-|executable|\/\.|\.ts$|\.map$/.test(path))).toEqual(
    [],
  )
})

test('nothing runs at installation: not ours, and not of what is installed with it', () => {
  const { scripts } = json('package.json')
  expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([])
  const installed = Object.entries(
    json('package-lock.json').packages as Record<string, { dev?: true; hasInstallScript?: true }>,
  ).filter(([path, { dev }]) => path !== '' && dev !== true)
  expect(installed.length).toBeGreaterThan(10)
  expect(
    installed.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([path]) => path),
  ).toEqual([])
})

const SRC = join(ROOT, 'src')

/** Packages that our code imports, with their versions. */
function bundled(): string[] {
  const imported = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .flatMap((file) => [
      ...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from |import\()'((?:@[^/']+\/)?[^./'][^/']*)/g),
    ])
    .map(([, name = '']) => name)
    .filter((name) => !name.startsWith('node:') && !name.startsWith('@inquirer/prompts'))
  return [...new Set(imported)].map((name) => {
    const { version } = json(`node_modules/${name}/package.json`)
    return `${name} ${version}`
  })
}

/** Licences that let code be part of a program under Apache-2.0. */
const COMPATIBLE = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '(BSD-3-Clause OR GPL-2.0)',
  'Apache-2.0',
  '0BSD',
]

test('every bundled package is in the notices with its licence text', () => {
  const notices = readFileSync(join(DIST, 'THIRD_PARTY_LICENSES.txt'), 'utf8').split(`${'='.repeat(80)}\n`)
  for (const notice of notices.slice(1)) {
    const [, name = '', licence = ''] = /^(\S+ \S+) \((.+)\)\n/.exec(notice) ?? []
    expect(COMPATIBLE, name).toContain(licence)
    // Apache asks for a copy of its licence, and our own is that.
    if (licence === 'Apache-2.0') expect(notice).toContain('is in LICENSE')
    else expect(notice.length, name).toBeGreaterThan(500)
  }
  expect(bundled().length).toBeGreaterThan(5)
  expect(noticed()).toEqual(expect.arrayContaining(bundled()))
})

const noticed = () =>
  [...readFileSync(join(DIST, 'THIRD_PARTY_LICENSES.txt'), 'utf8').matchAll(/^={80}\n(\S+ \S+) /gm)].map(
    ([, name = '']) => name,
  )

test('every bundled package is in the SBOM, and so is every one in the notices', () => {
  const bom = json('dist/sbom.cdx.json')
  expect(bom).toMatchObject({
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    metadata: { component: { name: 'qdrant-auth' } },
  })
  const components = bom.components as { group?: string; name: string; version: string; purl: string }[]
  expect(
    components
      .map(({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name} ${version}`)
      .sort(),
  ).toEqual(noticed().sort())
  expect(noticed()).toEqual(expect.arrayContaining(bundled()))
  for (const { purl } of components) expect(purl).toMatch(/^pkg:npm\//)
})
