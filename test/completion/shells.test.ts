import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { namesOf, placesOf } from '../../src/completion/place.ts'
import { describeAll, topics } from '../reference/tree.ts'
import { run } from '../support/io.ts'

const places = placesOf(await describeAll(), await topics())

/** The file that a user makes for their shell. */
const scripts = mkdtempSync(join(tmpdir(), 'scripts-'))
const script = (shell: string) => join(scripts, shell)
for (const shell of ['bash', 'zsh', 'fish', 'powershell']) {
  const { code, stdout, stderr } = await run(['completion', shell], { cwd: scripts })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  writeFileSync(script(shell), stdout)
}

const isThere = (program: string) => spawnSync(program, ['-c', 'exit 0'], { stdio: 'ignore' }).status === 0

/** Where files are completed. */
const directory = mkdtempSync(join(tmpdir(), 'completion-'))
writeFileSync(join(directory, 'certificate.pem'), '')

/** What is offered at the end of each line. */
type Complete = (lines: readonly string[]) => string[][]

function output(program: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: directory,
    encoding: 'utf8',
    timeout: 60_000,
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** As readline calls the function, with `=` as a word of its own. */
const inBash: Complete = (lines) => {
  const asked = lines.map((line) => {
    const words = line
      .split(' ')
      .flatMap((word) => word.split(/(=)/).filter((part, index) => part !== '' || index === 0))
    const isOpen = line.endsWith('=')
    const all = isOpen ? [...words, ''] : words
    return `COMP_WORDS=(${all.map(quoted).join(' ')}); COMP_CWORD=${all.length - 1}; _qdrant_auth; printf '%s\\n' "\${COMPREPLY[@]}"; echo ---`
  })
  return sections(output('bash', ['--norc', '-c', `source ${script('bash')}\n${asked.join('\n')}`]))
}

const inFish: Complete = (lines) => {
  const asked = lines.map((line) => `complete -C ${quoted(line)}; echo ---`)
  const told = output('fish', ['--no-config', '-c', `source ${script('fish')}\n${asked.join('\n')}`])
  return sections(told).map((words) =>
    words.map((word) => word.replace(/\t.*/, '').replace(/^--?[\w-]+=/, '')),
  )
}

const inZsh: Complete = (lines) => {
  const out = mkdtempSync(join(tmpdir(), 'zsh-'))
  writeFileSync(join(out, 'certificate.pem'), '')
  output('zsh', ['-f', new URL('capture.zsh', import.meta.url).pathname, script('zsh'), out, ...lines])
  return lines.map((_line, index) => {
    const file = join(out, String(index + 1))
    return existsSync(file) ? words(readFileSync(file, 'utf8')) : []
  })
}

const sections = (text: string): string[][] => text.split('---\n').slice(0, -1).map(words)
const words = (text: string): string[] => text.split('\n').filter((word) => word !== '')

const CASES: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['qdrant-auth key', ['keygen']],
  ['qdrant-auth jwt re', ['renew', 'revoke']],
  ['qdrant-auth -C /tmp jwt mi', ['mint']],
  ['qdrant-auth --cwd /tmp --json jwt mi', ['mint']],
  ['qdrant-auth jwt mint --acc', ['--access']],
  ['qdrant-auth jwt mint --access ', ['manage', 'read']],
  ['qdrant-auth jwt mint --key-file api.key --access m', ['manage']],
  ['qdrant-auth jwt can --no-c', ['--no-color']],
  ['qdrant-auth config validate --format s', ['sarif']],
  ['qdrant-auth config validate --format=s', ['sarif']],
  ['qdrant-auth certs issue ', ['client', 'node', 'server']],
  ['qdrant-auth certs issue --days 30 s', ['server']],
  ['qdrant-auth completion p', ['powershell']],
  ['qdrant-auth help ex', ['exit-codes', 'explain']],
  ['qdrant-auth help jwt re', ['renew', 'revoke']],
  ['qdrant-auth nonsense ', []],
]

const SHELLS: Record<string, Complete> = { bash: inBash, zsh: inZsh, fish: inFish }

describe.each(Object.entries(SHELLS))('%s', (shell, complete) => {
  const [what, isMissing] = isThere(shell) ? ['', false] : [` (${shell} is missing)`, true]

  test.skipIf(isMissing)(
    `offers what there is at the cursor${what}`,
    () => {
      const offered = complete(CASES.map(([line]) => line))
      const told = CASES.map(([line], index) => [line, offered[index]?.toSorted()])
      expect(told.slice(0, -1)).toEqual(CASES.slice(0, -1))
    },
    60_000,
  )

  test.skipIf(isMissing)(
    `offers every command and every option of the table${what}`,
    () => {
      const below = places.filter(({ commands }) => commands.length > 0)
      const offered = complete(below.map(({ path }) => `qdrant-auth ${path === '' ? '' : `${path} `}`))
      expect(offered.map((names) => names.toSorted())).toEqual(
        below.map(({ commands }) => commands.map(({ name }) => name).toSorted()),
      )
      const flagged = places.filter(({ options }) => options.length > 0)
      const options = complete(flagged.map(({ path }) => `qdrant-auth ${path === '' ? '' : `${path} `}--`))
      const long = (names: readonly string[]) => names.filter((name) => name.startsWith('--')).toSorted()
      expect(options.map((names) => long(names.map((name) => name.replace(/=$/, ''))))).toEqual(
        flagged.map((place) => long(place.options.flatMap(namesOf))),
      )
    },
    60_000,
  )
})

test.skipIf(!isThere('fish') || !isThere('zsh'))('files are offered where a file is meant', () => {
  expect(inFish(['qdrant-auth certs show cert'])).toEqual([['certificate.pem']])
  expect(inZsh(['qdrant-auth certs show cert', 'qdrant-auth jwt mint --key-file cert'])).toEqual([
    ['certificate.pem'],
    ['certificate.pem'],
  ])
})

test('bash leaves files to readline', () => {
  const asked = `source ${script('bash')}
compopt() { echo "compopt $*"; }
COMP_WORDS=(qdrant-auth certs show cert); COMP_CWORD=3; _qdrant_auth
COMP_WORDS=(qdrant-auth jwt mint --key-file ''); COMP_CWORD=4; _qdrant_auth`
  expect(output('bash', ['--norc', '-c', asked])).toBe('compopt -o default\ncompopt -o default\n')
})

/** PowerShell is not in Debian, and nothing else runs its scripts: this looks at the form alone. */
test('the script for PowerShell is well-formed as far as can be seen without PowerShell', () => {
  const text = readFileSync(script('powershell'), 'utf8').replace(/^ *#.*$/gm, '')
  const strings = text.match(/'(?:[^'\n]|'')*'/g) ?? []
  const code = text.replace(/'(?:[^'\n]|'')*'/g, 'S')
  expect(strings.length).toBeGreaterThan(500)
  expect(code).not.toMatch(/['"`]/)
  const open: string[] = []
  const closing: Record<string, string> = { ')': '(', ']': '[', '}': '{' }
  for (const [bracket] of code.matchAll(/[()[\]{}]/g)) {
    const opening = closing[bracket]
    if (opening === undefined) open.push(bracket)
    else expect(open.pop()).toBe(opening)
  }
  expect(open).toEqual([])
  // Keys of one table are told apart without regard to capitals.
  for (const [table] of code.matchAll(/@\{ (?:S = [^;}]*(?:; )?)+\}/g)) expect(table).toBeDefined()
  for (const line of text.split('\n')) {
    const keys = [...line.matchAll(/(?:\{|;) '((?:[^']|'')*)' = /g)].map(([, key = '']) => key.toLowerCase())
    expect(new Set(keys).size, line).toBe(keys.length)
  }
})
