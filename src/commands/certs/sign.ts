import { Command, Option } from 'commander'
import { type AuthorityFiles, openAuthority } from '../../certs/authority-files.ts'
import type { Entropy } from '../../certs/entropy.ts'
import { LEAF_DAYS, ROLES, type Role } from '../../certs/profiles.ts'
import { signRequest } from '../../certs/sign.ts'
import type { Context } from '../../cli/context.ts'
import { readInput } from '../../cli/input.ts'
import { collect } from '../../cli/repeatable.ts'
import type { Note, Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { MODE } from '../../files/modes.ts'
import { newTag } from '../../files/staged.ts'
import { createFile } from '../../files/write.ts'
import { shown } from '../../shown.ts'
import { type AuthorityFlags, authorityFiles, passphraseOf, withAuthority } from './authority-flags.ts'
import { DAYS } from './leaf-flags.ts'

export interface SignOptions {
  /** What was read, PEM. */
  request: Uint8Array
  role: Role
  /** Instead of those asked for. */
  names: readonly string[] | undefined
  days: number
  authority: AuthorityFiles
  passphrase(): Promise<string>
  /** Absolute path; undefined writes to stdout. */
  out: string | undefined
  now: Date
  entropy: Entropy
}

interface Flags extends AuthorityFlags {
  role: Role
  name: string[]
  days: number
  out?: string
}

/** A request holds one key and some names. */
const LIMIT = 1 << 16

export function create(context: Context, run: (options: SignOptions) => Promise<Report> = runSign): Command {
  const command = new Command('sign')
    .description(
      'Sign a request. The role decides what the certificate may be used for; of what was asked for only names are granted.',
    )
    .argument('<request>', 'a PEM file, or - for stdin')
    .addOption(new Option('--role <role>', 'what it may be used as').choices(ROLES).default('node'))
    .option('--name <name>', 'these names instead of those asked for; repeatable', collect, [])
    .option('--days <n>', 'days the certificate is valid', DAYS, LEAF_DAYS)
    .option('-o, --out <file>', 'write the certificate to a new file instead of stdout')
  return withAuthority(command)
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth certs sign request.pem --role node -o cert.pem
  $ ssh node-1 cat request.pem | \\
      qdrant-auth certs sign - --role server > cert.pem`,
    )
    .action((path: string, flags: Flags) =>
      finish(context, async () =>
        run({
          request: (await readInput(context, path, LIMIT)).bytes,
          role: flags.role,
          names: flags.name.length === 0 ? undefined : flags.name,
          days: flags.days,
          authority: authorityFiles(flags, context),
          passphrase: passphraseOf(flags, context),
          out: flags.out === undefined ? undefined : context.path(flags.out),
          now: context.io.now(),
          entropy: context.io.entropy,
        }),
      ),
    )
}

export async function runSign(options: SignOptions): Promise<Report> {
  const { role, days, now, entropy, out } = options
  const { authority, warnings } = await openAuthority(options.authority, now, options.passphrase)
  const shape = { role, days, ...(options.names !== undefined && { names: options.names }) }
  const { certificatePem, request, names } = signRequest(options.request, shape, authority, now, entropy)
  if (out !== undefined) await createFile(out, certificatePem, MODE.public, newTag(entropy.bytes))
  const dropped = request.names.filter((name) => !names.includes(name))
  const notes: Note[] = [
    ...warnings.map((message) => ({ level: 'warning' as const, message })),
    {
      level: 'plain',
      message: `Signed for ${request.commonName ?? 'nobody in particular'} as ${role}, names: ${names.join(', ') || 'none'}`,
    },
    ...(dropped.length > 0
      ? [{ level: 'note' as const, message: `asked for and not granted: ${dropped.join(', ')}` }]
      : []),
    ...(request.others.length > 0
      ? [{ level: 'note' as const, message: `decided by the role instead: ${request.others.join(', ')}` }]
      : []),
  ]
  return {
    json: {
      role,
      names,
      notGranted: [...dropped, ...request.others],
      file: out ?? null,
      certificate: certificatePem,
    },
    text: out === undefined ? certificatePem : `Made 1 file\n  0644  ${shown(out)}\n`,
    notes,
  }
}
