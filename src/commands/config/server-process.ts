import type { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { readInput } from '../../cli/input.ts'
import { wholeNumber } from '../../cli/numbers.ts'
import type { Note } from '../../cli/report.ts'
import { serverVersion } from '../../cli/server-version.ts'
import { parseEnvFile } from '../../config/env-file.ts'
import { diskFiles } from '../../config/server-files.ts'
import { QdrantAuthError } from '../../errors.ts'
import { asNode } from '../../init/node-files.ts'
import type { EffectiveOptions } from '../../qdrant/config/effective.ts'
import type { Variable } from '../../qdrant/config/environment.ts'
import { NEWEST_VERSION } from '../../qdrant/versions.ts'

/** How the server is started: what configures it beside the files of its directory. */
export interface ServerProcess {
  variables: readonly Variable[]
  /** The server's own arguments. */
  arguments: readonly string[]
  package: boolean
  /** Whose permissions count; undefined is ours. */
  uid: number | undefined
  version: string
  /** A compose file or the like starts it, maybe without any file of its own. */
  hasManifest: boolean
  notes: Note[]
}

export interface ProcessFlags {
  environment?: true
  envFile?: string
  manifest?: string
  service?: string
  runMode?: string
  configPath?: string
  deb?: true
  uid?: number
  serverVersion: string
}

export const withProcess = (command: Command): Command =>
  command
    .option('--environment', "take this process's environment, as the server would")
    .option('-e, --env-file <file>', 'take variables from a file; -e where it is a pipe or - (stdin)')
    .option('--manifest <file>', 'take variables from a compose file, Kubernetes manifest or Helm values')
    .option('--service <name>', 'with --manifest: the service or container')
    .option('--run-mode <mode>', 'RUN_MODE of the server (development; the Docker image has production)')
    .option('--config-path <file>', "the server's --config-path")
    .option('--deb', 'the server is the Debian package, which also reads /etc/qdrant/config')
    .option('--uid <id>', 'see files as this user', wholeNumber(0, 999_999_999))
    .option('--server-version <version>', 'the server it is for', NEWEST_VERSION)

const ENV_FILE_LIMIT = 1 << 20

export async function processFrom(
  flags: ProcessFlags,
  context: Context,
  serverArguments: readonly string[] = [],
): Promise<ServerProcess> {
  const variables: Variable[] = []
  if (flags.environment === true) {
    for (const [name, value] of Object.entries(context.io.env))
      if (value !== undefined) variables.push({ name, value })
  }
  if (flags.envFile !== undefined) {
    const { bytes, mode } = await readInput(context, flags.envFile, ENV_FILE_LIMIT)
    if (bytes.length === 0 && mode === undefined) throw emptyPipe(flags.envFile)
    variables.push(...parseEnvFile(bytes.toString('utf8')))
  }
  const fromManifest =
    flags.manifest === undefined ? undefined : await variablesIn(flags.manifest, flags, context)
  variables.push(...(fromManifest?.variables ?? []))
  if (flags.runMode !== undefined) variables.push({ name: 'RUN_MODE', value: flags.runMode })
  const { version, notes } = serverVersion(flags.serverVersion)
  return {
    variables,
    arguments: [
      ...(flags.configPath === undefined ? [] : ['--config-path', flags.configPath]),
      ...serverArguments,
    ],
    package: flags.deb === true,
    uid: flags.uid,
    version,
    hasManifest: fromManifest !== undefined,
    notes: [...notes, ...(fromManifest?.notes ?? [])],
  }
}

/** Node 20 reads every `--env-file` itself, also behind the script's name, and leaves nothing in a pipe for us. */
const emptyPipe = (file: string): QdrantAuthError =>
  new QdrantAuthError('file-malformed', `${file} holds no variables`, {
    hints: [`Node may have read it first: write -e ${file} instead of --env-file ${file}`],
  })

/** What the loader is to read when the server, or one node of a cluster, is started so in a directory (absolute). */
export const startIn = (directory: string, server: ServerProcess, node?: string): EffectiveOptions => ({
  ...server,
  files: asNode(diskFiles(directory, server.uid), node),
  directory,
  ...(server.uid !== undefined && { privileged: server.uid === 0 }),
})

const MANIFEST_LIMIT = 4 << 20

async function variablesIn(
  file: string,
  { service }: ProcessFlags,
  context: Context,
): Promise<{ variables: Variable[]; notes: Note[] }> {
  const { manifestEnvironment } = await import('../../config/manifest.ts')
  const { bytes } = await readInput(context, file, MANIFEST_LIMIT)
  const { variables, unknown } = manifestEnvironment(bytes.toString('utf8'), service)
  const notes: Note[] = unknown
    .filter((name) => /^QDRANT/i.test(name))
    .map((name) => ({
      level: 'warning',
      message: `${name} is left out: its value is not in ${file}`,
      hint: 'give it with --env-file',
    }))
  return { variables, notes }
}
