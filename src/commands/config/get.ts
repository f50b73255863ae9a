import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import type { Report } from '../../cli/report.ts'
import { finish } from '../../cli/verb.ts'
import { effectiveView, originText } from '../../config/effective-view.ts'
import { loadReadable } from '../../config/readable.ts'
import { settingNamed } from '../../config/setting-name.ts'
import { EXIT } from '../../errors.ts'
import { shown } from '../../shown.ts'
import { type ProcessFlags, processFrom, type ServerProcess, startIn, withProcess } from './server-process.ts'

export interface GetOptions {
  /** Absolute; where the server is started. */
  directory: string
  server: ServerProcess
  path: string
  showSecrets: boolean
  /** Somebody reads it, and no program. */
  terminal: boolean
}

export function create(context: Context, run: (options: GetOptions) => Promise<Report> = runGet): Command {
  const command = new Command('get')
    .description('Print the value of a setting as the server will have it. Exit 1 when it is not set.')
    .argument('<key>', 'such as service.api_key')
    .argument('[dir]', 'directory that Qdrant is started in', '.')
    .option('--show-secrets', 'print keys instead of their fingerprints')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth config get service.enable_tls
  $ qdrant-auth config get api_key my-qdrant`,
    )
  return withProcess(command).action(
    (key: string, dir: string, flags: ProcessFlags & { showSecrets?: true }) =>
      finish(context, async () =>
        run({
          directory: context.path(dir),
          server: await processFrom(flags, context),
          path: settingNamed(key).path,
          showSecrets: flags.showSecrets === true,
          terminal: context.io.stdout.isTTY,
        }),
      ),
  )
}

export async function runGet(options: GetOptions): Promise<Report> {
  const { directory, server, path, showSecrets, terminal } = options
  const view = effectiveView(loadReadable(startIn(directory, server)), showSecrets)
  const setting = view.settings[path]
  const isSet = setting?.set === true
  const text = String(setting?.value)
  return {
    json: {
      key: path,
      set: isSet,
      value: setting?.value ?? null,
      origin: setting?.origin ?? null,
      starts: view.starts,
    },
    text: isSet ? `${terminal ? shown(text) : text}\n` : '',
    notes: [
      ...server.notes,
      ...(view.starts === false
        ? [{ level: 'warning' as const, message: `the server does not start: ${view.startError}` }]
        : []),
      {
        level: 'plain',
        message: isSet ? `${path}: ${originText(setting.origin)}` : `${path} is not set`,
      },
    ],
    exitCode: isSet ? EXIT.done : EXIT.findings,
  }
}
