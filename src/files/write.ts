import { type FileHandle, link, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileFailure } from './failure.ts'

/**
 * Writes a new file under a name that must not exist, whole and on disk before this returns.
 * The mode is given at open, so that a secret is never readable for an instant, and set again because
 * the umask may have taken bits away.
 */
export async function writeExclusive(
  path: string,
  content: string | Uint8Array,
  mode: number,
): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(path, 'wx', mode)
    await handle.writeFile(content)
    await handle.chmod(mode)
    await handle.sync()
  } catch (error) {
    const failure = fileFailure(error, path, 'write')
    if (handle !== undefined) await rm(path, { force: true })
    throw failure
  } finally {
    await handle?.close()
  }
}

/** Name of the temp file beside `path`; `.…tmp` is what recovery and `.gitignore` look for. */
export const stagedName = (path: string, tag: string): string =>
  join(dirname(path), `.${basename(path)}.${tag}.tmp`)

/**
 * Makes a new file appear at `path` whole or not at all, and never over another file (EEXIST wins a race).
 * `tag` makes the temp name unique; take it from the injected randomness.
 */
export async function createFile(
  path: string,
  content: string | Uint8Array,
  mode: number,
  tag: string,
): Promise<void> {
  const staged = stagedName(path, tag)
  await writeExclusive(staged, content, mode)
  try {
    // link, unlike rename, fails where the name is taken.
    await link(staged, path)
  } catch (error) {
    throw fileFailure(error, path, 'write')
  } finally {
    await rm(staged, { force: true })
  }
  await syncDirectory(dirname(path))
}

/** Replaces (or makes) the file at `path` in one step. */
export async function replaceFile(
  path: string,
  content: string | Uint8Array,
  mode: number,
  tag: string,
): Promise<void> {
  const staged = stagedName(path, tag)
  await writeExclusive(staged, content, mode)
  try {
    await rename(staged, path)
  } catch (error) {
    await rm(staged, { force: true })
    throw fileFailure(error, path, 'write')
  }
  await syncDirectory(dirname(path))
}

/** Makes a directory and its missing parents. Only directories made here get the mode; others keep theirs. */
export async function makeDirectory(path: string, mode: number): Promise<void> {
  try {
    const first = await mkdir(path, { recursive: true, mode })
    if (first === undefined) return
    const handle = await open(path, 'r')
    // The umask may have taken bits away.
    await handle.chmod(mode).finally(() => handle.close())
    await syncDirectory(dirname(first))
  } catch (error) {
    throw fileFailure(error, path, 'write')
  }
}

/** A rename is on disk only when its directory is. Some file systems cannot sync a directory; they are left alone. */
export async function syncDirectory(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r')
    await handle.sync().finally(() => handle.close())
  } catch {}
}
