import { expect, test } from 'vitest'
import { lineDiff } from '../../src/config/line-diff.ts'

const lines = (...text: string[]): string => text.map((line) => `${line}\n`).join('')
const NINE = ['a: 1', 'b: 2', 'c: 3', 'd: 4', 'e: 5', 'f: 6', 'g: 7', 'h: 8', 'i: 9']
const changed = (...at: number[]): string[] => NINE.map((line, index) => (at.includes(index) ? '0' : line))

test.each([
  ['nothing', lines('a: 1', 'b: 2'), lines('a: 1', 'b: 2'), ''],
  [
    'a line in the middle',
    lines(...NINE),
    lines(...changed(4)),
    '…\n  c: 3\n  d: 4\n- e: 5\n+ 0\n  f: 6\n  g: 7\n',
  ],
  ['the first line', lines(...NINE), lines(...changed(0)), '- a: 1\n+ 0\n  b: 2\n  c: 3\n'],
  ['the third line', lines(...NINE), lines(...changed(2)), '  a: 1\n  b: 2\n- c: 3\n+ 0\n  d: 4\n  e: 5\n'],
  ['the last line', lines(...NINE), lines(...changed(8)), '…\n  g: 7\n  h: 8\n- i: 9\n+ 0\n'],
  [
    'two lines far apart',
    lines(...NINE),
    lines(...changed(0, 8)),
    '- a: 1\n+ 0\n  b: 2\n  c: 3\n…\n  g: 7\n  h: 8\n- i: 9\n+ 0\n',
  ],
  [
    'two lines with two between',
    lines(...NINE),
    lines(...changed(0, 3)),
    '- a: 1\n+ 0\n  b: 2\n  c: 3\n- d: 4\n+ 0\n  e: 5\n  f: 6\n',
  ],
  ['a new file', '', lines('a: 1', 'b: 2'), '+ a: 1\n+ b: 2\n'],
  ['a file without a line', lines('a: 1'), '', '- a: 1\n'],
  ['a new line', lines('a: 1', 'c: 3'), lines('a: 1', 'b: 2', 'c: 3'), '  a: 1\n+ b: 2\n  c: 3\n'],
  ['a line less', lines('a: 1', 'b: 2', 'c: 3'), lines('a: 1', 'c: 3'), '  a: 1\n- b: 2\n  c: 3\n'],
  ['one of two equal lines', lines('a: 1', 'a: 1'), lines('a: 1'), '  a: 1\n- a: 1\n'],
  ['one more of equal lines', lines('a: 1'), lines('a: 1', 'a: 1'), '  a: 1\n+ a: 1\n'],
  [
    'a line that moves down',
    lines('a: 1', 'b: 2', 'c: 3'),
    lines('b: 2', 'c: 3', 'a: 1'),
    '- a: 1\n  b: 2\n  c: 3\n+ a: 1\n',
  ],
  [
    'a line that moves up',
    lines('a: 1', 'b: 2', 'c: 3'),
    lines('c: 3', 'a: 1', 'b: 2'),
    '+ c: 3\n  a: 1\n  b: 2\n- c: 3\n',
  ],
  [
    'lines between others',
    lines('a: 1', 'b: 2', 'c: 3', 'd: 4'),
    lines('x: 1', 'b: 2', 'y: 2', 'd: 4', 'z: 3'),
    '- a: 1\n+ x: 1\n  b: 2\n- c: 3\n+ y: 2\n  d: 4\n+ z: 3\n',
  ],
  ['a last line without its end', 'a: 1\nb: 2', 'a: 1\nb: 3', '  a: 1\n- b: 2\n+ b: 3\n'],
  ['the end of the last line', 'a: 1', 'a: 1\n', ''],
  ['Windows line ends', 'a: 1\r\nb: 2\r\n', 'a: 1\r\nb: 3\r\n', '  a: 1\n- b: 2\n+ b: 3\n'],
  ['an empty line at the end', 'a: 1\n', 'a: 1\n\n', '  a: 1\n+ \n'],
])('%s', (_title, before, after, expected) => {
  expect(lineDiff(before, after)).toBe(expected)
})

test('secrets are stars, in lines that stay and in lines that change', () => {
  expect(
    lineDiff('api_key: old\nhost: a\nalt_api_key: four\n', 'api_key: old\nhost: b\nalt_api_key: five\n'),
  ).toBe('  api_key: ***\n- host: a\n- alt_api_key: ****\n+ host: b\n+ alt_api_key: ****\n')
})

test('of more than 2000 changed lines none is looked for on the other side', () => {
  const many = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => (index === 1000 ? 'same: 1' : `${name}: ${index}`))
  const marked = (count: number) =>
    lineDiff(lines(...many(count, 'a')), lines(...many(count, 'b')))
      .split('\n')
      .filter((line) => line.endsWith('same: 1'))
  expect(marked(2000)).toEqual(['  same: 1'])
  expect(marked(2001)).toEqual(['- same: 1', '+ same: 1'])
  const few = lineDiff(lines(...many(2001, 'a')), lines('x: 1', 'same: 1', 'y: 2'))
  expect(few.endsWith('\n+ x: 1\n+ same: 1\n+ y: 2\n')).toBe(true)
})
