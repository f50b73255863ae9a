import { join } from 'node:path'
import type { Command } from 'commander'
import type { AuthorityFiles } from '../../certs/authority-files.ts'
import type { Context } from '../../cli/context.ts'
import { sayNotes } from '../../cli/report.ts'
import { readSecret } from '../../cli/secrets.ts'
import { QdrantAuthError } from '../../errors.ts'

export interface AuthorityFlags {
  caDir?: string
  caCert?: string
  caKey?: string
  caPassphraseFile?: string
  caPassphraseEnv?: string
}

/** The flags of every verb that signs. */
export const withAuthority = (command: Command): Command =>
  command
    .option('--ca-dir <dir>', 'where ca.pem and ca-key.pem are (ca)')
    .option('--ca-cert <file>', 'certificate of the CA')
    .option('--ca-key <file>', 'key of the CA')
    .option('--ca-passphrase-file <file>', 'passphrase of the CA key, from a file')
    .option('--ca-passphrase-env <name>', 'passphrase of the CA key, from a variable')

/** Absolute paths. */
export function authorityFiles(flags: AuthorityFlags, context: Context): AuthorityFiles {
  const { caDir, caCert, caKey } = flags
  if ((caCert === undefined) !== (caKey === undefined))
    throw new QdrantAuthError('usage', '--ca-cert and --ca-key belong together')
  if (caCert !== undefined && caKey !== undefined) {
    if (caDir !== undefined) throw new QdrantAuthError('usage', '--ca-dir and --ca-cert exclude each other')
    return { certificate: context.path(caCert), key: context.path(caKey) }
  }
  const directory = context.path(caDir ?? 'ca')
  return { certificate: join(directory, 'ca.pem'), key: join(directory, 'ca-key.pem') }
}

/** Asks once, and only when it is called: most CA keys are not encrypted. */
export function passphraseOf(flags: AuthorityFlags, context: Context): () => Promise<string> {
  let asked: Promise<string> | undefined
  const ask = async () => {
    const source = { file: flags.caPassphraseFile, env: flags.caPassphraseEnv }
    const secret = await readSecret(context, 'ca-passphrase', source, true)
    if (secret === undefined) throw new TypeError('a passphrase that is asked for is always given')
    await sayNotes(secret.notes, context)
    return secret.value
  }
  return () => {
    asked ??= ask()
    return asked
  }
}

/** Shorter ones are guessed offline in no time: whoever has the file may try as fast as they can. */
const SHORTEST = 12

/** For a key that is to be encrypted: long enough, and typed twice where it is typed. */
export function newPassphraseOf(flags: AuthorityFlags, context: Context): () => Promise<string> {
  const read = passphraseOf(flags, context)
  const isTyped = flags.caPassphraseFile === undefined && flags.caPassphraseEnv === undefined
  return async () => {
    const passphrase = await read()
    if (passphrase.length < SHORTEST)
      throw new QdrantAuthError('bad-value', `the passphrase is shorter than ${SHORTEST} characters`)
    if (!isTyped) return passphrase
    const again = await context.io.prompter.password({ message: 'The same again' })
    if (again !== passphrase) throw new QdrantAuthError('bad-value', 'the two passphrases differ')
    return passphrase
  }
}
