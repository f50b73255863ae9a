import { Argument, Command } from 'commander'
import type { Context } from '../cli/context.ts'
import type { Report } from '../cli/report.ts'
import { finish } from '../cli/verb.ts'

/** The scripts are made from the command table (`npm run reference`), so that printing one loads no other command. */
const SCRIPTS = {
  bash: () => import('../../templates/completion/qdrant-auth.bash?raw'),
  zsh: () => import('../../templates/completion/qdrant-auth.zsh?raw'),
  fish: () => import('../../templates/completion/qdrant-auth.fish?raw'),
  powershell: () => import('../../templates/completion/qdrant-auth.ps1?raw'),
}

export type Shell = keyof typeof SCRIPTS

const SHELLS = Object.keys(SCRIPTS) as Shell[]

export function create(context: Context, run: (shell: Shell) => Promise<Report> = runCompletion): Command {
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
    .action((shell: Shell) => finish(context, () => run(shell)))
}

export async function runCompletion(shell: Shell): Promise<Report> {
  const { default: script } = await SCRIPTS[shell]()
  return { json: { shell, script }, text: script }
}
