import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { makeDirectory } from '../files/directories.ts'
import { MODE } from '../files/modes.ts'
import { readIfPresent } from '../files/read.ts'
import { checkTarget } from '../files/target.ts'
import { replaceFile } from '../files/write.ts'
import { fingerprint } from '../keys/fingerprint.ts'
import type { Rotation } from './journal.ts'
import type { SecretName, Secrets } from './settings.ts'

const NAMES = ['old', 'new'] as const

/** Longer than any key that fits a header. */
const LIMIT = 1 << 16

/** The file that a rotation keeps a key in, mode 0600, alone: clients are given the new one from there. */
export const secretFile = (directory: string, name: SecretName): string =>
  join(directory, '.qdrant-auth', 'rotation', `${name}.key`)

export async function writeSecrets(directory: string, secrets: Secrets, tag: string): Promise<void> {
  for (const name of NAMES) {
    const secret = secrets[name]
    if (secret === undefined) continue
    const path = secretFile(directory, name)
    await checkTarget(path, directory)
    await makeDirectory(dirname(path), MODE.secretDirectory)
    await replaceFile(path, `${secret}\n`, MODE.secret, tag)
  }
}

/** The keys of a rotation that is under way; each must still be the one it began with. */
export async function readSecrets(directory: string, { keys }: Rotation): Promise<Secrets> {
  const found: Partial<Record<SecretName, string>> = {}
  for (const name of NAMES) {
    const expected = keys[name]
    if (expected === null) continue
    const path = secretFile(directory, name)
    const text = (await readIfPresent(path, LIMIT))?.bytes.toString('utf8').replace(/\r?\n$/, '')
    if (text === undefined || fingerprint(text) !== expected)
      throw new QdrantAuthError(
        text === undefined ? 'file-missing' : 'file-changed',
        `${path} ${text === undefined ? 'is gone' : 'holds another key'}: the rotation began with ${expected}`,
        {
          hints: [
            'put that key back, one line, mode 0600: configs that were changed already hold it',
            'where none was changed yet: qdrant-auth rotate abort',
          ],
        },
      )
    found[name] = text
  }
  return found
}

export function removeSecret(directory: string, name: SecretName): void {
  rmSync(secretFile(directory, name), { force: true })
}
