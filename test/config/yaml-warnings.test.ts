import { expect, test, vi } from 'vitest'
import { manifestEnvironment } from '../../src/config/manifest.ts'
import { parseYaml } from '../../src/config/yaml-list.ts'

// The library once wrote such a key to stderr, by itself, whatever secret was in it.
test('no library says by itself what stands in a file', () => {
  const warned = vi.spyOn(process, 'emitWarning')
  const text = '? {api_key: hunter2}\n: x\nservices: {q: {image: qdrant/qdrant}}\n'
  parseYaml(text)
  manifestEnvironment(text, undefined)
  expect(warned.mock.calls).toEqual([])
  warned.mockRestore()
})
