import { EXIT, EXIT_OF_CODE, type ExitCode } from '../../../errors.ts'
import { PAGE_WIDTH, wrap } from '../../wrap.ts'

const MEANING: Record<keyof typeof EXIT, string> = {
  done: 'done, and nothing was found',
  findings:
    'the answer is "no": findings at or above --fail-on, a token that is not accepted, a text that is not known, something that is due',
  usage: 'the command line is wrong, or an answer is missing when nobody can be asked',
  failure: 'a file, the disk, another program or this tool itself failed',
  unreachable: 'no server answered',
  refused: 'a server answered, and refused the credential or the call',
  conflict: 'something is there already, is locked, or was changed underneath',
  interrupted: 'Ctrl-C or SIGTERM; nothing was changed, or the next run repairs it',
}

const codesOf = (exit: ExitCode): string =>
  Object.entries(EXIT_OF_CODE)
    .filter(([, code]) => code === exit)
    .map(([name]) => name)
    .join(' ')

const row = ([name, exit]: [string, ExitCode]): string => {
  const codes = codesOf(exit)
  return (
    wrap(MEANING[name as keyof typeof EXIT], PAGE_WIDTH, '       ', `  ${String(exit).padEnd(5)}`) +
    (codes === '' ? '' : wrap(`error codes: ${codes}`, PAGE_WIDTH, '       '))
  )
}

export const text = `The exit code says what came of it; --json never changes it.

${Object.entries(EXIT).map(row).join('')}
With --json a failure is an object on stdout as well, and its error.code is one
of the words above. They are stable, as the numbers are:

  $ qdrant-auth jwt inspect - --json < reader.jwt | jq .error.code

In a script, "no" and "failed" are then two things:

  if qdrant-auth config validate; then deploy
  elif [ $? -eq 1 ]; then echo "there are findings"
  else exit 3
  fi
`
