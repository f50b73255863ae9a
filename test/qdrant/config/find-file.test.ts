import { expect, test } from 'vitest'
import { displayPath, findFile } from '../../../src/qdrant/config/find-file.ts'
import { memoryFiles } from './memory-files.ts'

const FILES = memoryFiles({
  'config.yaml': { content: '' },
  'config/config.yml': { content: '' },
  'config/d.yaml': { directory: true },
  'config/d.yml': { content: '' },
  'a.conf': { content: '' },
  'a.YAML': { content: '' },
  'b.d.yml': { content: '' },
  'x.yaml.yml': { content: '' },
  bare: { content: '' },
  'bare.yaml': { content: '' },
  '.yaml': { content: '' },
  '.hidden.yaml': { content: '' },
})

/** As config-rs 0.15.25 found them. */
test.each([
  ['config/config', 'yaml', 'config/config.yml'],
  ['config/d', 'yaml', 'config/d.yml'],
  ['config/', 'yaml', 'config.yaml'],
  ['config/.', 'yaml', 'config.yaml'],
  ['config/..', 'nothing', undefined],
  ['config', 'yaml', 'config.yaml'],
  ['config.yaml', 'yaml', 'config.yaml'],
  ['config.yaml/', 'nothing', undefined],
  ['config//config.yml', 'yaml', 'config//config.yml'],
  ['a.conf', 'wrong-extension', 'a.conf'],
  ['a.YAML', 'wrong-extension', 'a.YAML'],
  ['bare', 'wrong-extension', 'bare'],
  ['b.d', 'yaml', 'b.d.yml'],
  ['x.yaml', 'yaml', 'x.yaml.yml'],
  ['.yaml', 'wrong-extension', '.yaml'],
  ['.hidden', 'yaml', '.hidden.yaml'],
  ['', 'nothing', undefined],
])('%j', (name, found, path) => {
  expect(findFile(name, FILES, '1.19.0')).toEqual(path === undefined ? { found } : { found, path })
})

test.each([
  ['config/config.yaml', 'config/config.yaml'],
  ['./config//./config.yaml', 'config/config.yaml'],
  ['config/../other.yaml', 'config/../other.yaml'],
  ['/srv/q/my.yaml', 'my.yaml'],
  ['/srv/my.yaml', '../my.yaml'],
  ['/etc/qdrant/config.yaml', '../../etc/qdrant/config.yaml'],
])('%s is called %s in messages', (path, name) => {
  expect(displayPath(path, '/srv/q')).toBe(name)
})
