import { join } from 'node:path'
import { Command, Option } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { configDocument, type DocumentShape } from '../../config/document.ts'
import { makeDirectory } from '../../files/directories.ts'
import { MODE } from '../../files/modes.ts'
import { readRegularFile } from '../../files/read.ts'
import { clearAbandoned, newTag } from '../../files/staged.ts'
import { checkTarget } from '../../files/target.ts'
import { createFile } from '../../files/write.ts'
import { shown } from '../../shown.ts'

export interface ConfigInitOptions {
  /** Absolute path. */
  directory: string
  profile: Profile
  tag: string
}

/** Far above any configuration. */
const LIMIT = 4 << 20

const PROFILES = ['single', 'cluster', 'proxy'] as const
type Profile = (typeof PROFILES)[number]

const SHAPES: Record<Profile, Omit<DocumentShape, 'writtenBy' | 'secrets'>> = {
  single: { tls: true, mtls: false, keepGrpc: false, cluster: false },
  cluster: { tls: true, mtls: false, keepGrpc: false, cluster: true },
  // A proxy on the same machine ends TLS.
  proxy: { tls: false, mtls: false, keepGrpc: false, cluster: false },
}

export function create(
  context: Context,
  run: (options: ConfigInitOptions) => Promise<Report> = runConfigInit,
): Command {
  return new Command('init')
    .description(
      'Write a commented config/config.yaml. Keys are not in it: they come from config/local.yaml or the environment.',
    )
    .argument('[dir]', 'directory that Qdrant is started in', '.')
    .addOption(
      new Option('--profile <name>', 'one node, a cluster, or behind a TLS proxy')
        .choices(PROFILES)
        .default('single'),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth config init
  $ qdrant-auth config init my-qdrant --profile proxy`,
    )
    .action((dir: string, flags: { profile: Profile }) =>
      finish(context, () =>
        run({
          directory: context.path(dir),
          profile: flags.profile,
          tag: newTag(context.io.entropy.bytes),
        }),
      ),
    )
}

export async function runConfigInit({ directory, profile, tag }: ConfigInitOptions): Promise<Report> {
  const file = join(directory, 'config', 'config.yaml')
  const text = configDocument({
    writtenBy: 'qdrant-auth config init',
    secrets: { in: 'overlay' },
    ...SHAPES[profile],
  })
  const isThere = await checkTarget(file, directory)
  const changed = !isThere || (await readRegularFile(file, LIMIT)).bytes.toString('utf8') !== text
  if (changed) {
    await makeDirectory(join(directory, 'config'), MODE.secretDirectory)
    await createFile(file, text, MODE.public, tag)
  } else clearAbandoned(file)
  return {
    json: { file, changed },
    text: changed ? `Made ${shown(file)}\n` : `Nothing to do: ${shown(file)} is there already.\n`,
    notes: [{ level: 'plain', message: 'Keys: qdrant-auth keygen --set --format yaml -o config/local.yaml' }],
  }
}
