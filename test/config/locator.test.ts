import { expect, test } from 'vitest'
import { locator } from '../../src/config/positions.ts'

test.each([
  ['the beginning', 0, 1, '1:1-1:2'],
  ['a line end', 2, 3, '1:3-2:1'],
  ['the beginning of a line', 3, 5, '2:1-2:3'],
  ['an empty line', 6, 6, '3:1-3:1'],
  ['the line after', 7, 8, '4:1-4:2'],
  ['the end', 9, 9, '4:3-4:3'],
  ['over lines', 1, 8, '1:2-4:2'],
  ['an end before its start', 7, 0, '4:1-4:1'],
])('%s', (_title, start, end, expected) => {
  const { file, line, column, endLine, endColumn } = locator('c.yaml', 'ab\ncd\n\nef')(start, end)
  expect([file, `${line}:${column}-${endLine}:${endColumn}`]).toEqual(['c.yaml', expected])
})

test('a text of one line, and one of many', () => {
  expect(locator('a', '')(0, 0)).toEqual({ file: 'a', line: 1, column: 1, endLine: 1, endColumn: 1 })
  const at = locator('a', 'x\n'.repeat(1000))
  expect([0, 2, 998, 1998, 2000].map((offset) => at(offset, offset).line)).toEqual([1, 2, 500, 1000, 1001])
})
