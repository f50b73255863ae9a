import { expect, test } from 'vitest'
import type { Escaped } from '../../src/emit/escaped.ts'
import { fill } from '../../src/emit/fill.ts'

const text = (value: string) => value as Escaped

test('a place in a line, twice, and a number', () => {
  expect(fill('a {{x}}{{x}} b {{n}}\n', { x: text('1'), n: 7 })).toBe('a 11 b 7')
})

test('a line of its own takes many lines with its indentation, or goes away', () => {
  expect(fill('a\n  {{x}}\nb', { x: text('1\n\n  2') })).toBe('a\n  1\n\n    2\nb')
  expect(fill('a\n  {{x}}\nb', { x: text('') })).toBe('a\nb')
})

test('a value is not read as a template', () => {
  expect(fill('{{x}} {{y}}', { x: text('{{y}} $& $1'), y: text('2') })).toBe('{{y}} $& $1 2')
})

test('a place without a value and a value without a place are mistakes', () => {
  expect(() => fill('{{x}}', {})).toThrow(TypeError)
  expect(() => fill('x', { x: text('1') })).toThrow(TypeError)
})
