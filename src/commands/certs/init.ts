import { Command, Option } from 'commander'
import { type CertsInitRequest, initCertificates } from '../../certs/init.ts'
import { DEFAULT_KEY_TYPE, KEY_TYPES, type KeyType } from '../../certs/key-types.ts'
import { parseNames } from '../../certs/names.ts'
import { planCertificates, type Subject } from '../../certs/plan.ts'
import { CA_DAYS, LEAF_DAYS } from '../../certs/profiles.ts'
import type { Context } from '../../cli/context.ts'
import { wholeNumber } from '../../cli/numbers.ts'
import { collect } from '../../cli/repeatable.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { octal } from '../../files/modes.ts'

export function create(
  context: Context,
  run: (options: CertsInitRequest) => Promise<Report> = runCertsInit,
): Command {
  return new Command('init')
    .description(
      'Make a private CA and certificates for nodes and clients in ca/ and tls/. Adds what is missing, touches nothing else.',
    )
    .option('--node <name[=names]>', 'a node, with further DNS names or addresses; repeatable', collect, [])
    .option('--client <name>', 'a client certificate; repeatable', collect, [])
    .option('--no-localhost', 'leave localhost, 127.0.0.1 and ::1 out of node certificates')
    .addOption(new Option('--key-type <type>', 'kind of key').choices(KEY_TYPES).default(DEFAULT_KEY_TYPE))
    .option('--days <n>', 'days a certificate is valid', wholeNumber(1, 36_500), LEAF_DAYS)
    .option('--ca-days <n>', 'days a new CA is valid', wholeNumber(1, 36_500), CA_DAYS)
    .option('--name-constraint <name>', 'the new CA may sign for this name only; repeatable', collect, [])
    .option('--dry-run', 'show what would be made, and make nothing')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth certs init --node qdrant=qdrant.example.org
  $ qdrant-auth certs init --node n1=10.0.0.1 --node n2=10.0.0.2 --client app`,
    )
    .action((flags: Flags) => finish(context, () => run(requestFrom(flags, context))))
}

interface Flags {
  node: string[]
  client: string[]
  localhost: boolean
  keyType: KeyType
  days: number
  caDays: number
  nameConstraint: string[]
  dryRun?: true
}

function requestFrom(flags: Flags, { cwd, io }: Context): CertsInitRequest {
  const { keyType, days, caDays, localhost } = flags
  const nodes =
    flags.node.length === 0 && flags.client.length === 0
      ? [{ name: 'qdrant', names: [] }]
      : flags.node.map(subject)
  return {
    directory: cwd,
    plan: planCertificates({ nodes, clients: flags.client, localhost }),
    shape: {
      keyType,
      days,
      caDays,
      caName: 'Qdrant CA',
      permitted: parseNames(flags.nameConstraint),
      passphrase: undefined,
    },
    dryRun: flags.dryRun === true,
    now: io.now(),
    entropy: io.entropy,
    processes: io.processes,
    signal: io.signal,
  }
}

/** `NAME` or `NAME=name,ip,…`. */
function subject(text: string): Subject {
  const [name = '', names = ''] = text.split(/=(.*)/s)
  return { name, names: names.split(',').filter(Boolean) }
}

export async function runCertsInit(request: CertsInitRequest): Promise<Report> {
  const made = await initCertificates(request)
  const verb = request.dryRun ? 'Would make' : 'Made'
  return {
    json: {
      changed: made.length > 0 && !request.dryRun,
      files: made.map(({ path, mode }) => ({ path, mode: octal(mode) })),
    },
    text:
      made.length === 0
        ? 'Nothing to do: every certificate is there and fits.\n'
        : `${verb} ${made.length} files\n${made.map(({ path, mode }) => `  ${octal(mode)}  ${path}\n`).join('')}`,
    notes:
      made.length === 0
        ? []
        : [
            {
              level: 'plain',
              message: 'Keep ca/ca-key.pem away from the nodes: it is needed only to sign new certificates.',
            },
          ],
  }
}
