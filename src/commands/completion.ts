import { Argument, Command } from 'commander'
import type { Context } from '../cli/context.ts'
import { TOPICS } from '../cli/help/topics.ts'
import type { Io } from '../cli/io.ts'
import type { Report } from '../cli/report.ts'
import { describe, everyCommand } from '../cli/tree.ts'
import { finish } from '../cli/verb.ts'
import { completionScript, SHELLS, type Shell } from '../completion/script.ts'

export function create(
  context: Context,
  run: (shell: Shell, io: Io) => Promise<Report> = runCompletion,
): Command {
  return new Command('completion')
    .description('Print a script with which the shell completes commands, options and their values.')
    .addArgument(new Argument('<shell>', 'the shell it is for').choices(SHELLS))
    .addHelpText(
      'after',
      `
Where a shell looks for it, or a line for its start file:
  bash        ~/.local/share/bash-completion/completions/qdrant-auth
  zsh         a file _qdrant-auth in a directory of $fpath
  fish        ~/.config/fish/completions/qdrant-auth.fish
  PowerShell  in $PROFILE:
              qdrant-auth completion powershell | Out-String | Invoke-Expression

Examples:
  $ source <(qdrant-auth completion bash)
  $ qdrant-auth completion zsh > _qdrant-auth
  $ qdrant-auth completion fish > qdrant-auth.fish`,
    )
    .action((shell: Shell) => finish(context, () => run(shell, context.io)))
}

/** Loads the code of every command, for its options. */
export async function runCompletion(shell: Shell, io: Io): Promise<Report> {
  const commands = (await everyCommand(io)).map(({ path, command }) => describe(path, command))
  const script = completionScript(shell, commands, TOPICS)
  return { json: { shell, script }, text: script }
}
