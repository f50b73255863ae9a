import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { together } from '../../src/rotate/together.ts'

const many = Array.from({ length: 100 }, (_, index) => index)

test('results stand in the order of the items, and a few are under way at a time', async () => {
  let now = 0
  let most = 0
  const results = await together(many, async (item) => {
    most = Math.max(most, ++now)
    await setTimeout(item % 3)
    now--
    return item * 2
  })
  expect([results, most]).toEqual([many.map((item) => item * 2), 16])
})

test('after a failure nothing more is begun', async () => {
  let begun = 0
  const failing = together(many, async (item) => {
    begun++
    await setTimeout(1)
    if (item === 3) throw new Error('three')
  })
  await expect(failing).rejects.toThrow('three')
  await setTimeout(50)
  expect(begun).toBeLessThanOrEqual(32)
})
