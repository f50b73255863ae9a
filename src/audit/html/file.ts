import { dirname } from 'node:path'
import { QdrantAuthError } from '../../errors.ts'
import { MODE } from '../../files/modes.ts'
import { readIfPresent, requireDirectory } from '../../files/read.ts'
import { checkTarget } from '../../files/target.ts'
import { replaceFile } from '../../files/write.ts'

/** What every page of ours begins with. */
export const PAGE_START = '<!doctype html>\n<!-- qdrant-auth audit report -->\n'

const LARGEST_PAGE = 64 << 20

/** Only an older page may be in its place; told before the work is done. */
export async function requirePlaceFor(path: string): Promise<void> {
  const folder = dirname(path)
  requireDirectory(folder, 'make it first, or name another file')
  if (!(await checkTarget(path, folder))) return
  const before = await readIfPresent(path, LARGEST_PAGE)
  if (before?.bytes.subarray(0, PAGE_START.length).toString('utf8') === PAGE_START) return
  throw new QdrantAuthError('file-exists', `${path} exists and is no report: it was left alone`, {
    hints: ['name another file'],
  })
}

/** Writes the page for its owner alone: it names people and addresses. */
export const writePageFile = (path: string, page: string, tag: string): Promise<void> =>
  replaceFile(path, page, MODE.secret, tag)
