import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Note, Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { QdrantAuthError } from '../../errors.ts'
import { admitSteps, asText, COST, carryOut, type Guard, guardOf, revokeSteps } from '../../jwt/guard.ts'
import { findEntry, record } from '../../jwt/registry.ts'
import { callServer, type Endpoint } from '../../server/rest.ts'
import { shown } from '../../shown.ts'
import { endpointFrom, type ServerFlags, withServer } from './server-flags.ts'

export interface RevokeOptions {
  name: string
  guard: Guard
  /** False gives a revoked token back. */
  revoke: boolean
  directory: string
  /** Undefined in a dry run. */
  endpoint: Endpoint | undefined
  now: Date
  notes: Note[]
}

type Run = (options: RevokeOptions) => Promise<Report>

export const create = (context: Context, run: Run = runRevoke): Command => verb('revoke', context, run)

/** `revoke` and `unrevoke` differ in one request. */
export function verb(name: 'revoke' | 'unrevoke', context: Context, run: Run): Command {
  const revoke = name === 'revoke'
  const command = new Command(name)
    .description(
      revoke
        ? 'Take back a token that was minted with --revocable, by deleting its point on the server.'
        : 'Give a revoked token back, by making its point on the server again.',
    )
    .argument('<name>', 'what the registry calls it')
    .option('--dry-run', 'print the requests and send none')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth jwt ${name} ci --url https://localhost:6333 \\
      --ca tls/cacert.pem --server-key-file api.key
  $ qdrant-auth jwt ${name} ci --dry-run`,
    )
  return withServer(command).action((token: string, flags: ServerFlags & { dryRun?: true }) =>
    finish(context, async () => {
      // Before a server and its key are asked for.
      const guard = await guardNamed(token, context.cwd)
      const server = flags.dryRun === true ? undefined : await endpointFrom(flags, context)
      return run({
        name: token,
        guard,
        revoke,
        directory: context.cwd,
        endpoint: server?.endpoint,
        now: context.io.now(),
        notes: server?.notes ?? [],
      })
    }),
  )
}

async function guardNamed(name: string, directory: string): Promise<Guard> {
  const guard = guardOf((await findEntry(directory, name)).claims)
  if (guard !== undefined) return guard
  throw new QdrantAuthError('not-accepted', `${name} cannot be revoked: it was not minted with --revocable`, {
    hints: ['wait until it expires, or rotate the key that signed it'],
  })
}

export async function runRevoke({
  name,
  guard,
  revoke,
  directory,
  endpoint,
  now,
  notes,
}: RevokeOptions): Promise<Report> {
  const steps = revoke ? revokeSteps(guard) : admitSteps(guard)
  const requests = steps.map(({ call }) => call)
  if (endpoint === undefined) {
    return {
      json: { name, sent: false, requests },
      text: steps.map((step) => `${asText(step)}\n`).join(''),
      notes: [...notes, { level: 'note', message: COST }],
    }
  }
  await carryOut(steps, (call) => callServer(endpoint, call), endpoint.apiKey)
  await record(directory, [{ event: revoke ? 'revoked' : 'unrevoked', name, at: now.toISOString() }])
  return {
    json: { name, sent: true, revoked: revoke, requests },
    text: `${shown(name)} is ${revoke ? 'revoked' : 'valid again'}.\n`,
    notes: [...notes, { level: 'note', message: COST }],
  }
}
