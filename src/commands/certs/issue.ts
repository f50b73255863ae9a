import { Argument, Command } from 'commander'
import type { CertsInitRequest } from '../../certs/init.ts'
import { folderOf, planOne } from '../../certs/plan.ts'
import { CA_DAYS, ROLES, type Role } from '../../certs/profiles.ts'
import type { Context } from '../../cli/context.ts'
import { collect } from '../../cli/repeatable.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { type AuthorityFlags, authorityFiles, passphraseOf, withAuthority } from './authority-flags.ts'
import { runCertsInit } from './init.ts'
import { type LeafFlags, requireOwnership, withLeaf } from './leaf-flags.ts'
import { outFolder } from './paths.ts'

interface Flags extends LeafFlags, AuthorityFlags {
  name: string[]
  out?: string
  dryRun?: true
}

export function create(
  context: Context,
  run: (options: CertsInitRequest) => Promise<Report> = runCertsInit,
): Command {
  const command = new Command('issue')
    .description('Make one more certificate with the CA that is there.')
    .addArgument(
      new Argument('<role>', 'node: server and client at once, as nodes of a cluster are').choices(ROLES),
    )
    .argument('<name>', 'what it is called; for nodes and servers also its first name')
    .option('--name <name>', 'a further DNS name or address; repeatable', collect, [])
    .option('-o, --out <dir>', 'where its files go (tls/NAME, or tls/clients/NAME)')
  return withAuthority(withLeaf(command))
    .option('--dry-run', 'show what would be made, and make nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth certs issue node qdrant-4 --name 10.0.0.4
  $ qdrant-auth certs issue client app --days 30`,
    )
    .action((role: Role, name: string, flags: Flags) =>
      finish(context, () => run(requestFrom(role, name, flags, context))),
    )
}

function requestFrom(role: Role, name: string, flags: Flags, context: Context): CertsInitRequest {
  const { keyType, days, layout, owner } = flags
  const { io } = context
  requireOwnership(flags, context)
  const { folder, ...workplace } = outFolder(flags.out ?? folderOf(role, name), context)
  return {
    ...workplace,
    plan: planOne(
      role,
      { name, names: flags.name },
      { layout, folder, authority: authorityFiles(flags, context) },
    ),
    shape: {
      keyType,
      days,
      caDays: CA_DAYS,
      caName: '',
      permitted: [],
      passphrase: passphraseOf(flags, context),
      newPassphrase: undefined,
    },
    owner,
    newAuthority: false,
    dryRun: flags.dryRun === true,
    now: io.now(),
  }
}
