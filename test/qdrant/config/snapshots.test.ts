import { expect, test } from 'vitest'
import { loadEffective } from '../../../src/qdrant/config/effective.ts'
import { type MemoryFile, memoryFiles } from './memory-files.ts'

const start = (args: string[], files: Record<string, MemoryFile> = {}, uid = 0) =>
  loadEffective({ files: memoryFiles(files, uid), directory: '/srv', arguments: args })

const NO_FILE = 'File IO error: failed to open file `nope`: No such file or directory (os error 2)'
const TAR =
  'Malformed tar archive, reached unknown entry: failed to read from file `d`: Is a directory (os error 21)'
const UNWRAP = 'called `Result::unwrap()` on an `Err` value: Custom'
const NOT_FOUND = `${UNWRAP} { kind: NotFound, error: Error { kind: OpenFile, source: Os { code: 2, kind: NotFound, message: "No such file or directory" }`
const D = { d: { directory: true } } as const
const Y = { 'storage/collections/y': { directory: true } } as const

// Panics of running v1.19.0 servers.
test.each<[string[], Record<string, MemoryFile>, number, string]>([
  [['--snapshot', 'x'], {}, 25, 'Collection name is missing: x'],
  [['--snapshot', ':y'], {}, 27, 'Snapshot path is missing: :y'],
  [['--snapshot', 'x:'], {}, 31, 'Collection name is missing: x:'],
  [['--snapshot', 'x:a/b'], {}, 35, 'Collection name must not contain slashes: x:a/b'],
  [['--snapshot', 'x:a\\b'], {}, 35, 'Collection name must not contain slashes: x:a\\b'],
  [['--snapshot', 'nope:y'], {}, 123, `Failed to recover snapshot y: Service internal error: ${NO_FILE}`],
  [
    ['--collection-snapshot', 'nope:y'],
    {},
    123,
    `Failed to recover snapshot y: Service internal error: ${NO_FILE}`,
  ],
  [
    ['--snapshot', 'nope:y', '--snapshot', 'x'],
    {},
    123,
    `Failed to recover snapshot y: Service internal error: ${NO_FILE}`,
  ],
  [
    ['--snapshot', 'd:y'],
    D,
    123,
    `Failed to recover snapshot y: Service internal error: File IO error: ${TAR}`,
  ],
  [['--snapshot', 'nope:y'], Y, 109, 'Collection y already exists. Use --force-snapshot to overwrite it.'],
  [
    ['--snapshot', 'nope:y', '-f'],
    Y,
    123,
    `Failed to recover snapshot y: Service internal error: ${NO_FILE}`,
  ],
  [['--storage-snapshot', 'nope'], {}, 151, `${NOT_FOUND}, path: "nope" } }`],
  [['--storage-snapshot', ''], {}, 151, `${NOT_FOUND}, path: "" } }`],
  [['--storage-snapshot', 'd'], D, 151, `${UNWRAP} { kind: IsADirectory, error: "${TAR}" }`],
  [['--snapshot', 'x', '--storage-snapshot', 'nope'], {}, 151, `${NOT_FOUND}, path: "nope" } }`],
])('%j with %j', (args, files, line, message) => {
  const { outcomes, limits } = start(args, files)
  expect(limits).toEqual([])
  expect(outcomes).toMatchObject([{ starts: false, exitCode: 101, stderr: [] }])
  expect(outcomes[0].log.at(-1)?.text).toBe(
    `Panic occurred in file src/snapshots.rs at line ${line}: ${message}`,
  )
})

test('a folder that cannot be made for what is unpacked', () => {
  const config = { content: 'storage: {temp_path: f}' }
  const { outcomes } = start(['--storage-snapshot', 'nope'], {
    'config/config.yaml': config,
    f: { content: 'x' },
  })
  expect(outcomes[0].log.at(-1)?.text).toBe(
    `Panic occurred in file src/snapshots.rs at line 148: ${UNWRAP} { kind: AlreadyExists, error: Error { kind: CreateDir, source: Os { code: 17, kind: AlreadyExists, message: "File exists" }, path: "f" } }`,
  )
})

test('a file that its user cannot read', () => {
  const { outcomes } = start(['--snapshot', 'sec:y'], { sec: { content: 'x', mode: 0 } }, 1000)
  expect(outcomes[0].log.at(-1)?.text).toContain(
    'File IO error: failed to open file `sec`: Permission denied (os error 13)',
  )
})

test('what is in a file is not looked at', () => {
  const files = { s: { content: 'x' } }
  expect(start(['--snapshot', 's:y'], files).limits).toEqual([
    '--snapshot: whether that succeeds is not looked at',
  ])
  expect(start(['--storage-snapshot', 's'], files).limits).toEqual([
    '--storage-snapshot: whether that succeeds is not looked at',
  ])
})
