import { dirname } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { makeDirectory } from '../files/directories.ts'
import { clearAbandonedLock, type Processes, withFileLock } from '../files/lock.ts'
import { MODE } from '../files/modes.ts'
import { readIfPresent } from '../files/read.ts'
import { clearAbandoned } from '../files/staged.ts'
import { checkTarget, ownerOf } from '../files/target.ts'
import { createFile, replaceFile } from '../files/write.ts'
import { parsePath } from '../qdrant/config/path.ts'
import { leavesOf } from '../qdrant/config/writes.ts'
import { readYamlLayer } from '../qdrant/config/yaml-layer.ts'
import type { Raw } from '../qdrant/settings/raw.ts'
import { applyEdits, type TextEdit } from './edit.ts'

/** Far above any real configuration. */
const LIMIT = 4 << 20

/** A configuration file as it was read, to be written again only if it still is so. */
export interface EditedFile {
  /** Absolute. */
  readonly path: string
  readonly before: string
  /** Undefined where there is no file yet. */
  readonly mode: number | undefined
}

/** Reads a file that is to be edited. A link is followed by nobody: what it leads to may not be ours. */
export async function openForEdit(path: string): Promise<EditedFile> {
  await checkTarget(path, dirname(path))
  const content = await readIfPresent(path, LIMIT)
  if (content === undefined) return { path, before: '', mode: undefined }
  return { path, before: editableText(content.bytes, path), mode: content.mode }
}

/** The text of what is to be edited; throws `notUtf8`. `name` is for people. */
export function editableText(bytes: Buffer, name: string): string {
  const text = bytes.toString('utf8')
  if (!Buffer.from(text, 'utf8').equals(bytes)) throw notUtf8(name)
  return text
}

export const notUtf8 = (name: string): QdrantAuthError =>
  new QdrantAuthError('file-malformed', `${name} is not UTF-8, so its bytes could not all be kept`, {
    hints: ['save it as UTF-8 first'],
  })

/** Who writes. */
export interface Writer {
  processes: Processes
  tag: string
}

/**
 * Puts the new text in place of the one that was read. Throws `file-changed` where somebody else has written in between.
 * It keeps its owner and mode; a file that gets a secret for the first time is made with mode 0600.
 */
export async function writeEdited(
  { path, before, mode }: EditedFile,
  after: string,
  { processes, tag }: Writer,
): Promise<void> {
  if (mode === undefined) {
    await makeDirectory(dirname(path), MODE.secretDirectory)
    return createFile(path, after, MODE.secret, tag)
  }
  if (after === before) {
    // Nothing to do but to clear away what a run left that was killed when all was done.
    await clearAbandonedLock(path, processes)
    return clearAbandoned(path)
  }
  // Of two that have read the same text only the first may write.
  return withFileLock(path, processes, async () => {
    const now = await readIfPresent(path, LIMIT)
    if (now === undefined || now.bytes.toString('utf8') !== before) throw changedMeanwhile(path)
    // The server runs as another user than root: one that cannot read its file any more starts without a key.
    return replaceFile(path, after, mode, tag, ownerOf(path))
  })
}

/** What was read is not there any more; `name` is for people. */
export const changedMeanwhile = (name: string): QdrantAuthError =>
  new QdrantAuthError('file-changed', `${name} was changed by somebody else meanwhile`, {
    hints: ['nothing was written: run it again'],
  })

/**
 * What a file says to each setting, as the server reads it: path → kind and value. Throws `file-malformed` where the
 * server would not start with the file.
 */
export function meaningOf(text: string, file: string): Map<string, string> {
  const layer = readYamlLayer(text.replace(/^\uFEFF/, ''), { layer: 'config', file, anyCase: false })
  if (layer.kind !== 'table') {
    const why = layer.kind === 'error' ? layer.redacted : layer.message
    throw new QdrantAuthError('file-malformed', `the server does not read ${file}: ${why}`, {
      hints: ['mend the YAML first'],
    })
  }
  const assignments = [...layer.table.entries].map(([key, raw]) => ({ path: parsePath(key), raw }))
  const leaves = leavesOf({ name: 'config', loaded: true, assignments })
  return new Map(leaves.map(({ path, raw }) => [path, `${raw.kind} ${plain(raw)}`]))
}

const plain = (raw: Raw): string =>
  raw.kind === 'list'
    ? JSON.stringify(raw.items.map(plain))
    : raw.kind === 'table'
      ? JSON.stringify([...raw.entries].map(([key, value]) => [key, plain(value)]))
      : raw.kind === 'nil'
        ? ''
        : String(raw.value)

/**
 * The file's text with one setting changed. Refuses a file that the server does not read, and an edit that would change
 * the meaning of anything else or not bring `wanted` (as in `meaningOf`; undefined is nothing at all).
 */
export function withSettingChanged(
  { path: file, before }: EditedFile,
  setting: string,
  edit: (text: string, path: readonly string[]) => TextEdit[],
  wanted: string | undefined,
): string {
  const old = meaningOf(before, file)
  const after = applyEdits(before, edit(before, setting.split('.')))
  const changed = meaningOf(after, file)
  const others = [...new Set([...old.keys(), ...changed.keys()])].filter((one) => one !== setting)
  const isSame = others.every((one) => old.get(one) === changed.get(one) || isAbove(one, setting))
  if (isSame && changed.get(setting) === wanted) return after
  throw new QdrantAuthError('bad-value', `${file} has no place where ${setting} could be changed alone`, {
    hints: ['edit the file by hand, then run qdrant-auth config validate'],
  })
}

/** `service: null` gives way to a table with the setting in it. */
const isAbove = (path: string, setting: string): boolean => setting.startsWith(`${path}.`)
