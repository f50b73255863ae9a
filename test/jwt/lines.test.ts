import { expect, test } from 'vitest'
import { linesOf } from '../../src/jwt/batch/lines.ts'

async function* stream(...chunks: (string | number[])[]) {
  for (const chunk of chunks) yield Buffer.from(chunk as string)
}

async function lines(...chunks: (string | number[])[]) {
  const found: string[] = []
  for await (const some of linesOf(stream(...chunks), 'the list')) found.push(...some)
  return found
}

test.each<[(string | number[])[], string[]]>([
  [[], []],
  [[''], []],
  [['a'], ['a']],
  [['a\n'], ['a']],
  [['a\n\nb\r\n'], ['a', '', 'b']],
  [['a\r'], ['a']],
  [['a\rb\r\r\n'], ['a\rb\r']],
  [
    ['a', 'b\nc', 'd\r', '\ne'],
    ['ab', 'cd', 'e'],
  ],
  // The bytes of ä, 日 and 😀, each cut in two.
  [
    [[0xc3], [0xa4, 0x0a, 0xe6, 0x97], [0xa5, 0xf0, 0x9f], [0x98, 0x80]],
    ['ä', '日😀'],
  ],
  // The mark that some editors write first, which is no part of the text.
  [
    ['\ufeffa\n', '\ufeffb'],
    ['a', '\ufeffb'],
  ],
])('%j', async (chunks, expected) => {
  expect(await lines(...chunks)).toEqual(expected)
})

test.each<[string, (string | number[])[]]>([
  ['a byte that begins nothing', [[0x61, 0xff]]],
  ['Latin-1', [[0x67, 0x72, 0xfc, 0x6e, 0x0a]]],
  ['half a character at the end', ['a\n', [0xe6, 0x97]]],
  ['half of a pair, as CESU-8 has it', [[0xed, 0xa0, 0xbd]]],
])('%s is not UTF-8', async (_what, chunks) => {
  await expect(lines(...chunks)).rejects.toMatchObject({
    code: 'file-malformed',
    message: 'the list is not UTF-8 text',
  })
})

test('a line has at most a mebi of characters', async () => {
  const most = 'x'.repeat(1 << 20)
  expect(await lines(most, '\nb')).toEqual([most, 'b'])
  await expect(lines(`a\n${most}x`, '\nb')).rejects.toMatchObject({
    code: 'file-too-large',
    message: 'a line of the list is longer than 1048576 characters',
  })
})
