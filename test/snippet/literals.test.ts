import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  curlCertificate,
  javaString,
  rustString,
  shellWord,
  unicodeString,
} from '../../src/snippet/literals.ts'
import { has } from '../support/programs.ts'

// The text, then Python, JavaScript, Go and C#, then Java, then Rust, then a shell.
test.each([
  ['/tls/ca.pem', '"/tls/ca.pem"', '"/tls/ca.pem"', '"/tls/ca.pem"', "'/tls/ca.pem'"],
  [`it's "$HOME"`, `"it's \\"$HOME\\""`, `"it's \\"$HOME\\""`, `"it's \\"$HOME\\""`, `'it'\\''s "$HOME"'`],
  ['a\\u0022b', '"a\\\\u0022b"', '"a\\\\u0022b"', '"a\\\\u0022b"', "'a\\u0022b'"],
  ['a\nb\r\t', '"a\\nb\\r\\t"', '"a\\nb\\r\\t"', '"a\\nb\\r\\t"', `"$(printf 'a\\012b\\015\\011')"`],
  ['ü 😀', '"ü 😀"', '"\\u00fc \\ud83d\\ude00"', '"ü 😀"', "'ü 😀'"],
  [
    'a\u202e\x1b%\\',
    '"a\\u202e\\u001b%\\\\"',
    '"a\\u202e\\u001b%\\\\"',
    '"a\\u{202e}\\u{1b}%\\\\"',
    `"$(printf 'a\\342\\200\\256\\033%%\\\\')"`,
  ],
])('%j', (text, unicode, java, rust, shell) => {
  expect([unicodeString, javaString, rustString, shellWord].map((literal) => literal(text))).toEqual([
    unicode,
    java,
    rust,
    shell,
  ])
})

test('a colon in a certificate of curl is no start of a passphrase', () => {
  expect(curlCertificate('C:\\a')).toBe("'C\\:\\\\a'")
})

const texts = fc.array(
  fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !/[\0\r\n]$|\0/.test(text)),
  { minLength: 200, maxLength: 200 },
)
const read = (program: string, args: string[]): string[] =>
  spawnSync(program, args, { encoding: 'utf8', env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } })
    .stdout.split('\0')
    .slice(0, -1)

test('a shell reads any text back', () => {
  fc.assert(
    fc.property(texts, (all) => {
      expect(read('sh', ['-c', `printf '%s\\0' ${all.map(shellWord).join(' ')}`])).toEqual(all)
    }),
    { numRuns: 10 },
  )
})

test.skipIf(!has('python3'))('Python reads any text back', () => {
  fc.assert(
    fc.property(texts, (all) => {
      const code = `for text in [${all.map(unicodeString).join(',')}]: print(text, end="\\0")`
      expect(read('python3', ['-c', code])).toEqual(all)
    }),
    { numRuns: 5 },
  )
})

test('JavaScript reads any text back, on one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const literal = unicodeString(text)
      expect(JSON.parse(literal)).toBe(text)
      expect(literal).not.toMatch(/[\n\r\u2028\u2029]/)
    }),
  )
})
