import { Command } from 'commander'
import { parseConstraint } from '../../certs/constraints.ts'
import { type CertsInitRequest, initCertificates } from '../../certs/init.ts'
import { planCertificates } from '../../certs/plan.ts'
import { CA_DAYS } from '../../certs/profiles.ts'
import type { Context } from '../../cli/context.ts'
import { collect } from '../../cli/repeatable.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { octal } from '../../files/modes.ts'
import { shown } from '../../shown.ts'
import {
  type AuthorityFlags,
  authorityFiles,
  newPassphraseOf,
  passphraseOf,
  withAuthority,
} from './authority-flags.ts'
import { DAYS, type LeafFlags, requireOwnership, withLeaf } from './leaf-flags.ts'
import { type NodeFlags, nodesOf, withNodes } from './node-flags.ts'
import { workplaceIn } from './paths.ts'

export function create(
  context: Context,
  run: (options: CertsInitRequest) => Promise<Report> = runCertsInit,
): Command {
  const command = new Command('init').description(
    'Make a private CA and certificates for nodes and clients in ca/ and tls/. Adds what is missing, touches nothing else.',
  )
  withNodes(command)
    .option('--client <name>', 'a client certificate; repeatable', collect, [])
    .option('--no-localhost', 'leave localhost, 127.0.0.1 and ::1 out of node certificates')
  withAuthority(withLeaf(command))
  return command
    .option('--ca-days <n>', 'days a new CA is valid', DAYS, CA_DAYS)
    .option('--encrypt-ca-key', 'encrypt the key of a new CA with a passphrase')
    .option('--name-constraint <name>', 'the new CA may sign for this name only; repeatable', collect, [])
    .option('--dry-run', 'show what would be made, and make nothing')
    .addHelpText(
      'after',
      `
One node gets tls/cert.pem, tls/key.pem and tls/cacert.pem, which Qdrant looks
for; several get a folder each.

Examples:
  $ qdrant-auth certs init --node qdrant=qdrant.example.org
  $ qdrant-auth certs init --node n1=10.0.0.1 --node n2=10.0.0.2 --client app
  $ qdrant-auth certs init --helm my-qdrant --namespace vectors \\
      --replicas 3 --ca-dir ~/qdrant-ca`,
    )
    .action((flags: Flags) => finish(context, async () => run(await requestFrom(flags, context))))
}

interface Flags extends NodeFlags, LeafFlags, AuthorityFlags {
  client: string[]
  localhost: boolean
  caDays: number
  encryptCaKey?: true
  nameConstraint: string[]
  dryRun?: true
}

async function requestFrom(flags: Flags, context: Context): Promise<CertsInitRequest> {
  const { keyType, days, caDays, localhost, client: clients, helm, caCert } = flags
  const { io, cwd } = context
  requireOwnership(flags, context)
  const named = await nodesOf(flags, context)
  const nodes = named.length === 0 && clients.length === 0 ? [{ name: 'qdrant', names: [] }] : named
  const layout = flags.layout ?? (helm === undefined ? undefined : 'kubernetes')
  const authority = authorityFiles(flags, context)
  return {
    ...workplaceIn(cwd, context),
    plan: planCertificates({ nodes, clients, localhost, layout, authority }),
    shape: {
      keyType,
      days,
      caDays,
      caName: 'Qdrant CA',
      permitted: flags.nameConstraint.map(parseConstraint),
      passphrase: passphraseOf(flags, context),
      newPassphrase: flags.encryptCaKey === true ? newPassphraseOf(flags, context) : undefined,
    },
    owner: flags.owner,
    newAuthority: caCert === undefined,
    dryRun: flags.dryRun === true,
    now: io.now(),
  }
}

export async function runCertsInit(request: CertsInitRequest): Promise<Report> {
  const { files, warnings } = await initCertificates(request)
  const verb = request.dryRun ? 'Would make' : 'Made'
  const authorityKey = files.find(({ path }) => path.endsWith('ca-key.pem'))
  return {
    json: {
      changed: files.length > 0 && !request.dryRun,
      files: files.map(({ path, mode }) => ({ path, mode: octal(mode) })),
    },
    text:
      files.length === 0
        ? 'Nothing to do: every certificate is there and fits.\n'
        : `${verb} ${files.length} files\n${files.map(({ path, mode }) => `  ${octal(mode)}  ${shown(path)}\n`).join('')}`,
    notes: [
      ...warnings.map((message) => ({ level: 'warning' as const, message })),
      ...(authorityKey === undefined
        ? []
        : [
            {
              level: 'plain' as const,
              message: `Keep ${authorityKey.path} away from the nodes: only signing new certificates needs it.`,
            },
          ]),
    ],
  }
}
