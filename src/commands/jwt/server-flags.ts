import type { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { inputReader } from '../../cli/input.ts'
import type { Note } from '../../cli/report.ts'
import { readSecret } from '../../cli/secrets.ts'
import { QdrantAuthError } from '../../errors.ts'
import { nameFrom } from '../../files/below.ts'
import { type Endpoint, parseServerUrl } from '../../server/rest.ts'
import { type TrustFlags, trustFilesFrom } from '../trust-flags.ts'

/** Flags of verbs that talk to a server. */
export interface ServerFlags extends TrustFlags {
  url?: string
  serverKeyFile?: string
  serverKeyEnv?: string
  allowPlaintext?: true
}

export const withTrust = (command: Command): Command =>
  command
    .option('--ca <file>', 'CA certificate of the server')
    .option('--client-cert <file>', 'certificate to show where the server demands one')
    .option('--client-key <file>', 'its key')

export const withServer = (command: Command): Command =>
  withTrust(
    command
      .option('--url <url>', 'the server, such as https://localhost:6333')
      .option('--server-key-file <file>', "file with the server's api_key, for the call")
      .option('--server-key-env <name>', 'environment variable with it'),
  ).option('--allow-plaintext', 'let the key cross a network without TLS')

/** `fallback` is a key that was read for another purpose and is the server's as well. */
export async function endpointFrom(
  flags: ServerFlags,
  context: Context,
  fallback?: string,
): Promise<{ endpoint: Endpoint; notes: Note[] }> {
  if (flags.url === undefined) {
    throw new QdrantAuthError('missing-answer', '--url is needed: revocation is a point on the server', {
      hints: ['--dry-run prints the requests instead'],
    })
  }
  const source = { file: flags.serverKeyFile, env: flags.serverKeyEnv }
  const key = await readSecret(context, 'server-key', source, fallback === undefined)
  return {
    endpoint: {
      url: parseServerUrl(flags.url),
      apiKey: key?.value ?? fallback ?? '',
      ...(await trustFrom(flags, context)),
      allowPlaintext: flags.allowPlaintext === true,
      signal: context.io.signal,
    },
    notes: key?.notes ?? [],
  }
}

/** The CA and the client certificate that the flags name. */
export async function trustFrom(
  flags: TrustFlags,
  context: Context,
): Promise<Pick<Endpoint, 'authority' | 'identity'>> {
  const files = trustFilesFrom(flags, context)
  if (files.authority === undefined && files.identity === undefined) return { authority: undefined }
  // Loaded where it is needed: many verbs have these flags, and few calls use them.
  const { readTrustFiles } = await import('../../server/trust.ts')
  const { CERTIFICATES_LIMIT } = await import('../../certs/pem-file.ts')
  const { authority, identity } = await readTrustFiles(
    files,
    (path) => nameFrom(context.cwd, path),
    inputReader(context, CERTIFICATES_LIMIT),
  )
  return { authority: authority && Buffer.from(authority.bytes).toString('utf8'), identity }
}
