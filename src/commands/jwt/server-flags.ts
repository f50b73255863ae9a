import type { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { readInput } from '../../cli/input.ts'
import type { Note } from '../../cli/report.ts'
import { readSecret } from '../../cli/secrets.ts'
import { QdrantAuthError } from '../../errors.ts'
import { type Endpoint, parseServerUrl } from '../../server/rest.ts'

/** Flags of verbs that talk to a server. */
export interface ServerFlags {
  url?: string
  serverKeyFile?: string
  serverKeyEnv?: string
  ca?: string
  allowPlaintext?: true
}

const AUTHORITY_LIMIT = 1 << 20

export const withServer = (command: Command): Command =>
  command
    .option('--url <url>', 'the server, such as https://localhost:6333')
    .option('--server-key-file <file>', "file with the server's api_key, for the call")
    .option('--server-key-env <name>', 'environment variable with it')
    .option('--ca <file>', 'CA certificate of the server')
    .option('--allow-plaintext', 'let the key cross a network without TLS')

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
      authority: await authorityFrom(flags.ca, context),
      allowPlaintext: flags.allowPlaintext === true,
      signal: context.io.signal,
    },
    notes: key?.notes ?? [],
  }
}

/** The CA that `--ca` names. */
export async function authorityFrom(file: string | undefined, context: Context): Promise<string | undefined> {
  if (file === undefined) return undefined
  const { bytes } = await readInput(context, file, AUTHORITY_LIMIT)
  // Loaded where it is needed: many verbs have these flags, and few calls use them.
  const { requireAuthority } = await import('../../server/trust.ts')
  requireAuthority({ file, bytes })
  return bytes.toString('utf8')
}
