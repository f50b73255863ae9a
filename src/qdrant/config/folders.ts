import { debugString } from '../rust.ts'
import type { Values } from '../settings/values.ts'
import { endWith, UNWRAPPED } from './ended.ts'
import { type Errno, errnoText, type ServerFiles } from './server-files.ts'

/** As Rust puts paths together. */
const join = (folder: string, name: string): string =>
  folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`

export const inStorage = (values: Values, name: string): string =>
  join(values.text('storage.storage_path') ?? '', name)

export const INTERNAL = 'Service internal error: '

/** The state of a node is written at its first start. Throws Ended. */
export function writeState(values: Values, files: ServerFiles): void {
  const fault = files.writeFailure(values.text('storage.storage_path') ?? '')
  // Behind it comes a name that is made up at each start.
  if (fault !== undefined) throw endWith(`${INTERNAL}Failed to write file: ${errnoText(fault)}`)
}

/** The folders of data that are made at every start (storage/src/content_manager/toc/mod.rs). Throws Ended. */
export function prepareFolders(values: Values, files: ServerFiles): void {
  const folder = values.text('storage.storage_path') ?? ''
  const temporary = values.text('storage.temp_path')
  for (const path of [inStorage(values, 'collections'), temporary]) {
    const fault = path === undefined ? undefined : files.makeFailure(path)
    if (fault !== undefined)
      throw endWith(`${INTERNAL}failed to create directory \`${path}\`: ${errnoText(fault)}`)
  }
  const parents = [values.text('storage.snapshots_path') ?? '', folder, temporary]
  for (const path of parents.flatMap((parent) => (parent === undefined ? [] : join(parent, 'tmp'))))
    if (files.kindOf(path) === 'file')
      throw endWith(
        `${INTERNAL}Failed to remove temp directory at ${path}: ${debug('RemoveDir', 'ENOTDIR', path)}`,
      )
}

/** Why there is no folder for uploads, in the words of the panic up to its backtrace; REST does not come up then. */
export function uploadsFault(values: Values, files: ServerFiles): string | undefined {
  const temporary = values.text('storage.temp_path')
  const above = join(temporary ?? values.text('storage.snapshots_path') ?? '', 'tmp')
  const kind = temporary === undefined ? 'snapshots' : 'optional'
  return (
    makeFault(above, `${kind} temp directory`, files) ??
    makeFault(join(above, 'upload'), 'upload directory', files)
  )
}

function makeFault(path: string, what: string, files: ServerFiles): string | undefined {
  const fault = files.makeFailure(path)
  if (fault === undefined) return undefined
  const text = `Failed to create ${what} at ${path}: ${debug('CreateDir', fault, path)}`
  return `${UNWRAPPED}ServiceError { error: ${debugString(text)}`
}

const KINDS: Readonly<Record<Errno, string>> = {
  ENOENT: 'NotFound',
  EACCES: 'PermissionDenied',
  EEXIST: 'AlreadyExists',
  ENOTDIR: 'NotADirectory',
  EISDIR: 'IsADirectory',
  EROFS: 'ReadOnlyFilesystem',
  ELOOP: 'FilesystemLoop',
  ENAMETOOLONG: 'InvalidFilename',
  NUL: 'InvalidInput',
}

/** An error of fs-err as Rust's `{:?}` writes it. */
export function debug(doing: string, errno: Errno, path: string): string {
  const kind = KINDS[errno]
  const [, message, code] = /^(.*) \(os error (\d+)\)$/.exec(errnoText(errno)) ?? []
  const source =
    code === undefined
      ? `Error { kind: ${kind}, message: "${errnoText(errno)}" }`
      : `Os { code: ${code}, kind: ${kind}, message: "${message}" }`
  return `Custom { kind: ${kind}, error: Error { kind: ${doing}, source: ${source}, path: ${debugString(path)} } }`
}
