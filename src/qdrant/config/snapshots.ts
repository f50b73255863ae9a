import type { Values } from '../settings/values.ts'
import type { Arguments } from './arguments.ts'
import { panic, UNWRAPPED } from './ended.ts'
import { debug, inStorage } from './folders.ts'
import { errnoText, type ServerFiles } from './server-files.ts'

type Recovery = Pick<Arguments, 'snapshots' | 'storageSnapshot' | 'forceSnapshot'>

/** Options whose success depends on what is in a file, which is not looked at. */
export function unjudgedSnapshots({ snapshots, storageSnapshot }: Recovery, files: ServerFiles): string[] {
  const isFile = (path: string) => files.kindOf(path) === 'file'
  if (storageSnapshot !== undefined) return isFile(storageSnapshot) ? ['--storage-snapshot'] : []
  return snapshots.some((text) => isFile(pathOf(text))) ? ['--snapshot'] : []
}

/** Collections are recovered before anything else is read (src/snapshots.rs); a whole storage takes the place of single ones. Throws Ended. */
export function recoverSnapshots(recovery: Recovery, values: Values, files: ServerFiles): void {
  if (recovery.storageSnapshot === undefined) recoverCollections(recovery, values, files)
  else recoverStorage(recovery.storageSnapshot, values, files)
}

function recoverCollections(recovery: Recovery, values: Values, files: ServerFiles): void {
  for (const text of recovery.snapshots) {
    const name = nameOf(text)
    if (!recovery.forceSnapshot && files.kindOf(inStorage(values, `collections/${name}`)) !== undefined)
      throw panic(at(109), `Collection ${name} already exists. Use --force-snapshot to overwrite it.`)
    const fault = archiveFault(pathOf(text), files)
    if (fault === undefined) return
    throw panic(
      at(123),
      `Failed to recover snapshot ${name}: Service internal error: File IO error: ${fault.text}`,
    )
  }
}

const at = (line: number): string => `src/snapshots.rs at line ${line}`

const pathOf = (text: string): string => text.slice(0, Math.max(0, text.lastIndexOf(':')))

/** The name behind the last colon. */
function nameOf(text: string): string {
  const colon = text.lastIndexOf(':')
  const name = text.slice(colon + 1)
  if (colon === -1) throw panic(at(25), `Collection name is missing: ${text}`)
  if (colon === 0) throw panic(at(27), `Snapshot path is missing: ${text}`)
  if (name === '') throw panic(at(31), `Collection name is missing: ${text}`)
  if (/[/\\]/.test(name)) throw panic(at(35), `Collection name must not contain slashes: ${text}`)
  return name
}

function recoverStorage(path: string, values: Values, files: ServerFiles): void {
  const folder = values.text('storage.temp_path') ?? inStorage(values, 'snapshots_recovery_tmp')
  const made = files.makeFailure(folder)
  if (made !== undefined) throw panic(at(148), UNWRAPPED + debug('CreateDir', made, folder))
  const fault = archiveFault(path, files)
  if (fault !== undefined) throw panic(at(151), UNWRAPPED + fault.debug)
}

/** Why nothing can be unpacked, in the two ways in which Rust writes an error; undefined where a file is there. */
function archiveFault(path: string, files: ServerFiles): { text: string; debug: string } | undefined {
  const content = files.read(path)
  if (content === 'EISDIR') {
    const text = `Malformed tar archive, reached unknown entry: failed to read from file \`${path}\`: ${errnoText(content)}`
    return { text, debug: `Custom { kind: IsADirectory, error: "${text}" }` }
  }
  if (typeof content !== 'string' || content === 'not-read') return undefined
  return {
    text: `failed to open file \`${path}\`: ${errnoText(content)}`,
    debug: debug('OpenFile', content, path),
  }
}
