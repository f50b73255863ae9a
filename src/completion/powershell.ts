import { type DescribedOption, isDirectory, MADE, namesOf, type Place, takesValue } from './place.ts'

/** For Windows PowerShell 5.1 and PowerShell 7: a table, and one completer that walks it. Every text is in single quotes. */
export const powershell = (places: readonly Place[]): string => `${MADE}

Register-ArgumentCompleter -Native -CommandName 'qdrant-auth' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # Command -> what may follow: Commands and Options with what they say, Valued with the choices of each, Arguments.
    $places = @{
${places.map(entry).join('\n')}
    }

    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition -or $_.Extent.Text -ne $wordToComplete } |
        ForEach-Object { $_.Extent.Text } | Select-Object -Skip 1)
    $path = ''
    $count = 0
    $waiting = ''
    foreach ($word in $words) {
        if ($waiting -ne '') { $waiting = ''; continue }
        if ($word.StartsWith('-')) {
            if ($places[$path].Valued.ContainsKey($word)) { $waiting = $word }
            continue
        }
        $next = ($path + ' ' + $word).Trim()
        if ($places.ContainsKey($next)) { $path = $next } else { $count++ }
    }
    $place = $places[$path]

    $found = @{}
    if ($waiting -ne '') {
        foreach ($choice in $place.Valued[$waiting]) { $found[$choice] = $choice }
    }
    elseif ($wordToComplete.StartsWith('-')) { $found = $place.Options }
    elseif ($place.Commands.Count -gt 0) { if ($count -eq 0) { $found = $place.Commands } }
    elseif ($count -lt $place.Arguments.Count) {
        foreach ($choice in $place.Arguments[$count]) { $found[$choice] = $choice }
    }
    # Nothing here leaves it to PowerShell, which offers files.
    $found.GetEnumerator() | Where-Object { $_.Key -like ($wordToComplete + '*') } | Sort-Object -Property Key |
        ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_.Key, $_.Key, 'ParameterValue', $_.Value)
        }
}
`

function entry({ path, commands, options, arguments: given }: Place): string {
  const valued = options
    .filter(takesValue)
    .filter((option) => !isDirectory(option) || option.choices.length === 0)
  return `        ${text(path)} = @{
            Commands = ${table(commands.map(({ name, summary }) => [name, text(summary)]))}
            Options = ${table(caseBlind(options).flatMap((option) => namesOf(option).map((name): Row => [name, text(option.description)])))}
            Valued = ${table(caseBlind(valued).flatMap((option) => namesOf(option).map((name): Row => [name, list(option.choices)])))}
            Arguments = @(${given.map((choices) => `,${list(choices)}`).join(' ')})
        }`
}

type Row = readonly [name: string, value: string]

/** Keys of a table are the same in small letters and capitals: of -C and -c, or -v and -V, only the first can be there. */
function caseBlind(options: readonly DescribedOption[]): DescribedOption[] {
  const seen = new Set<string>()
  return options.map((option) => {
    const short =
      option.short !== undefined && !seen.has(option.short.toLowerCase()) ? option.short : undefined
    if (short !== undefined) seen.add(short.toLowerCase())
    return { ...option, short }
  })
}

const table = (rows: readonly Row[]): string =>
  rows.length === 0 ? '@{}' : `@{ ${rows.map(([name, value]) => `${text(name)} = ${value}`).join('; ')} }`

const list = (choices: readonly string[]): string => `@(${choices.map(text).join(', ')})`

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
