import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RULES } from '../../src/config/rules.ts'
import { allTargets } from '../../src/emit/targets.ts'
import { describeAll } from '../reference/tree.ts'

const at = (path: string) => new URL(`../../${path}`, import.meta.url)

test('no flag takes a secret: those that name one take a file, a variable, a word of few, or nothing', async () => {
  const named = (await describeAll()).flatMap(({ path, options }) =>
    options
      .filter(({ long = '' }) => /key|token|secret|passphrase|password|credential/.test(long))
      .map(({ long, value, choices }) => ({ path, long, value, choices })),
  )
  expect(named.length).toBeGreaterThan(20)
  const wrong = named.filter(
    ({ value, choices, long }) =>
      !['', '<file>', '[file]', '<name>'].includes(value) &&
      choices.length === 0 &&
      long !== '--rate-per-key',
  )
  expect(wrong).toEqual([])
})

test('nothing but src/server opens a connection, and nothing calls home', () => {
  const src = at('src').pathname
  const opening = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .filter((file) =>
      /^import (?!type ).*'(?:node:(?:net|tls|https?|http2|dns|dgram)(?:\/promises)?|@grpc\/grpc-js)'|import\('(?:node:(?:net|tls|http|dns|dgram)|@grpc)|\bfetch\(/m.test(
        readFileSync(join(src, file), 'utf8'),
      ),
    )
  // pipe.ts waits with a socket for what comes out of a named pipe that it has opened itself.
  expect(opening.filter((file) => !file.startsWith('server/'))).toEqual(['files/pipe.ts'])
  expect(opening.length).toBeGreaterThanOrEqual(3)
})

const readme = readFileSync(at('README.md'), 'utf8')

test('what README.md links to is there', () => {
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) =>
    path.replace(/\s+/g, ''),
  )
  expect(links.filter((path) => path.startsWith('test/')).length).toBeGreaterThanOrEqual(25)
  expect(links.filter((path) => !existsSync(at(path)))).toEqual([])
})

/** The bullets or rows below a heading. */
function below(heading: string, item: RegExp): string[] {
  const [section = ''] = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ') ?? []
  return section.match(item) ?? []
}

test('every promise of README.md names the test that holds it', () => {
  const promises = below('Promises', /^- (?:.+\n)(?: {2}.+\n)*/gm)
  expect(promises.length).toBeGreaterThanOrEqual(8)
  expect(promises.filter((text) => !/\]\(test\//.test(text))).toEqual([])
})

test('what the commands of README.md are said to do so many times, or never, is linked to what holds it', () => {
  const rows = below('Commands', /^\| `.*\|$/gm)
  expect(rows.length).toBeGreaterThan(20)
  const claims = rows.filter((row) =>
    /\b\d+ |million|\bno\b|never|nobody|without interruption|any stop/.test(row.split('|')[2] ?? ''),
  )
  expect(claims.length).toBeGreaterThanOrEqual(4)
  expect(claims.filter((row) => !/\]\((?:test|docs)\//.test(row))).toEqual([])
})

test('the numbers and lists of README.md are those of the code', () => {
  expect(readme).toContain(`[${RULES.length} checks](test/config/rules.test.ts)`)
  const { engines } = JSON.parse(readFileSync(at('package.json'), 'utf8'))
  expect(readme).toContain(`Node ${engines.node.replace('>=', '≥ ')} and no clone`)
  for (const { name } of allTargets()) expect(readme, name).toContain(`\`${name}\``)
})
