import { expect, test } from 'vitest'
import { parseEnvFile } from '../../src/config/env-file.ts'

test('variables of a file, with quotes, comments and export', () => {
  expect(parseEnvFile(`# keys\nA=1\n\nB="x # y" # z\nexport C='2'\nD=\n`)).toEqual([
    { name: 'A', value: '1' },
    { name: 'B', value: 'x # y' },
    { name: 'C', value: '2' },
    { name: 'D', value: '' },
  ])
  expect(parseEnvFile('')).toEqual([])
})
