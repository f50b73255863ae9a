import { join } from 'node:path'
import { Argument, Command, Option } from 'commander'
import { DEFAULT_KEY_TYPE, KEY_TYPES, type KeyType } from '../../certs/key-types.ts'
import { nameText, parseNames, warningsOf } from '../../certs/names.ts'
import { folderOf, requireFolderNames } from '../../certs/plan.ts'
import { ROLES, type Role } from '../../certs/profiles.ts'
import { changing, installFiles, type Workplace } from '../../certs/replace.ts'
import { makeRequest } from '../../certs/request.ts'
import type { Context } from '../../cli/context.ts'
import { collect } from '../../cli/repeatable.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { QdrantAuthError } from '../../errors.ts'
import { MODE } from '../../files/modes.ts'
import { checkTarget } from '../../files/target.ts'
import { shown } from '../../shown.ts'
import { outFolder } from './paths.ts'

export interface CsrOptions extends Workplace {
  role: Role
  commonName: string
  names: readonly string[]
  keyType: KeyType
  /** In the directory; it gets the two files. */
  folder: string
}

interface Flags {
  name: string[]
  out?: string
  keyType: KeyType
}

export function create(context: Context, run: (options: CsrOptions) => Promise<Report> = runCsr): Command {
  return new Command('csr')
    .description('Make a key and a request for a CA elsewhere to sign. The key stays here.')
    .addArgument(new Argument('<role>', 'what it is to be used as').choices(ROLES))
    .argument('<name>', 'what it is called; for nodes and servers also its first name')
    .option('--name <name>', 'a further DNS name or address; repeatable', collect, [])
    .addOption(new Option('--key-type <type>', 'kind of key').choices(KEY_TYPES).default(DEFAULT_KEY_TYPE))
    .option('-o, --out <dir>', 'where key.pem and request.pem go (tls/NAME, or tls/clients/NAME)')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth certs csr node qdrant-1 --name 10.0.0.1
  $ qdrant-auth certs csr client app -o ~/app-tls`,
    )
    .action((role: Role, name: string, flags: Flags) =>
      finish(context, () =>
        run({
          role,
          commonName: name,
          names: role === 'client' ? flags.name : [name, ...flags.name],
          keyType: flags.keyType,
          ...outFolder(flags.out ?? folderOf(role, name), context),
        }),
      ),
    )
}

export async function runCsr(options: CsrOptions): Promise<Report> {
  const { role, commonName, keyType, directory, folder, entropy } = options
  requireFolderNames([commonName])
  const names = parseNames(options.names)
  const { requestPem, keyPem } = makeRequest({ role, commonName, names, keyType }, entropy)
  const files = [
    { path: join(directory, folder, 'key.pem'), content: keyPem, mode: MODE.secret },
    { path: join(directory, folder, 'request.pem'), content: requestPem, mode: MODE.public },
  ]
  await changing(options, [], async () => {
    for (const { path } of files) {
      if (!(await checkTarget(path, directory))) continue
      throw new QdrantAuthError('file-exists', `${path} is there already`, {
        hints: ['nothing was changed; take another folder: --out DIR'],
      })
    }
    await installFiles(files, options)
  })
  const [key = '', request = ''] = files.map(({ path }) => path)
  return {
    json: { role, names: names.map(nameText), keyType, key, request },
    text: `Made 2 files\n  0600  ${shown(key)}\n  0644  ${shown(request)}\n`,
    notes: [
      ...names.flatMap(warningsOf).map((message) => ({ level: 'warning' as const, message })),
      {
        level: 'plain',
        message: `To sign it, where the CA is: qdrant-auth certs sign request.pem --role ${role}`,
      },
    ],
  }
}
