import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const folder = new URL('../../man/', import.meta.url).pathname
const pages = readdirSync(folder)
const isThere = (program: string) => spawnSync('which', [program], { stdio: 'ignore' }).status === 0

function said(program: string, args: readonly string[]): string {
  const { stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
  return `${stdout}${stderr}`
}

describe('man pages', () => {
  const [groff, mandoc] = [isThere('groff'), isThere('mandoc')]

  test.skipIf(!groff)(`groff has nothing to say against them${groff ? '' : ' (groff is missing)'}`, () => {
    expect(said('groff', ['-man', '-ww', '-z', '-Tutf8', ...pages])).toBe('')
  })

  test.skipIf(!mandoc)(`nor has mandoc, but for the date${mandoc ? '' : ' (mandoc is missing)'}`, () => {
    // A date would change with every build.
    const lines = said('mandoc', ['-T', 'lint', '-W', 'warning', ...pages]).split('\n')
    expect(lines.filter((line) => line !== '' && !line.includes('missing date'))).toEqual([])
  })

  test.skipIf(!groff)('a page shows its examples as they are typed', () => {
    const page = said('groff', ['-man', '-Tascii', '-P-c', 'qdrant-auth-jwt-mint.1'])
    expect(page).toContain('qdrant-auth jwt mint --key-file api.key --collection docs=read-write \\\n')
  })
})
