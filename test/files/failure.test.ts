import { expect, test } from 'vitest'
import { QdrantAuthError } from '../../src/errors.ts'
import { fileFailure } from '../../src/files/failure.ts'

const told = (code: string | undefined, doing: 'read' | 'write') => {
  const failure = fileFailure(Object.assign(new Error('secret words of the system'), { code }), '/x', doing)
  return [failure.message, failure.code, failure.exitCode]
}

test.each([
  ['ENOENT', 'read', 'cannot read /x: no such file or directory', 'file-missing', 3],
  ['EACCES', 'read', 'cannot read /x: permission denied', 'file-unreadable', 3],
  ['EPERM', 'write', 'cannot write /x: permission denied', 'file-unwritable', 3],
  ['EROFS', 'write', 'cannot write /x: the file system is read-only', 'file-unwritable', 3],
  ['ENOSPC', 'write', 'cannot write /x: no space left on the disk', 'no-space', 3],
  ['EDQUOT', 'write', 'cannot write /x: the disk quota is used up', 'no-space', 3],
  ['EISDIR', 'read', 'cannot read /x: it is a directory', 'not-a-file', 6],
  ['ENOTDIR', 'read', 'cannot read /x: a part of the path is a file, not a directory', 'not-a-directory', 6],
  ['EEXIST', 'write', 'cannot write /x: it exists already', 'file-exists', 6],
  ['ELOOP', 'read', 'cannot read /x: it is a symbolic link', 'symlink', 6],
  ['EIO', 'read', 'cannot read /x: input/output error', 'file-unreadable', 3],
  ['EMFILE', 'read', 'cannot read /x: too many open files', 'file-unreadable', 3],
  ['ENAMETOOLONG', 'write', 'cannot write /x: the name is too long', 'file-unwritable', 3],
  ['ENOLCK', 'write', 'cannot write /x: ENOLCK', 'file-unwritable', 3],
  [undefined, 'write', 'cannot write /x: unknown reason', 'file-unwritable', 3],
] as const)('%s at %s', (code, doing, ...words) => {
  expect(told(code, doing)).toEqual(words)
})

test('what is said already is not said again', () => {
  const failure = new QdrantAuthError('locked', 'words')
  expect(fileFailure(failure, '/x', 'read')).toBe(failure)
})

test('a full disk comes with what to do, and with its cause', () => {
  const cause = Object.assign(new Error('x'), { code: 'ENOSPC' })
  const failure = fileFailure(cause, '/x', 'write')
  expect([failure.hints, failure.cause]).toEqual([
    ['nothing was changed; free some space and run it again'],
    cause,
  ])
  expect(fileFailure(Object.assign(new Error('x'), { code: 'EDQUOT' }), '/x', 'write').hints).toHaveLength(1)
  expect(fileFailure(Object.assign(new Error('x'), { code: 'EIO' }), '/x', 'write').hints).toEqual([])
})

test('of a temp file the name of the file it is for is said', () => {
  const denied = Object.assign(new Error('x'), { code: 'EACCES' })
  const { message } = fileFailure(denied, '/srv/q/.compose.yaml.910fb2a2ed3cefad.tmp', 'write')
  expect(message).toBe('cannot write /srv/q/compose.yaml: permission denied')
  expect(fileFailure(denied, '/srv/.mine.tmp', 'write').message).toBe(
    'cannot write /srv/.mine.tmp: permission denied',
  )
})
