import { type DescribedOption, isDirectory, MADE, type Place, takesValue } from './place.ts'

/** For fish 3: one function finds the place, and each line is offered at one place. */
export const fish = (places: readonly Place[]): string => `${MADE}

# The command in front of the cursor, and how many arguments it has.
function __qdrant_auth_place
    set -l path ''
    set -l count 0
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
            continue
        end
        switch $word
            case '--*=*'
            case '-*'
                contains -- $word ${[...new Set(places.flatMap(({ options }) => options.filter(takesValue).flatMap(namesWithDashes)))].join(' ')}
                and set skip 1
            case '*'
                set -l next (string trim -- "$path $word")
                if contains -- $next ${places
                  .filter(({ path }) => path !== '')
                  .map(({ path }) => fishQuoted(path))
                  .join(' ')}
                    set path $next
                else
                    set count (math $count + 1)
                end
        end
    end
    echo $path
    echo $count
end

function __qdrant_auth_at
    set -l place (__qdrant_auth_place)
    test "$place[1]" = "$argv[1]"
end

# At this argument of the command, counted from 0.
function __qdrant_auth_argument
    set -l place (__qdrant_auth_place)
    test "$place[1]" = "$argv[1]" -a "$place[2]" = "$argv[2]"
end

${places.flatMap(lines).join('\n')}
`

const namesWithDashes = ({ short, long }: DescribedOption): string[] =>
  [long, short].filter((name) => name !== undefined)

function lines({ path, commands, options, arguments: given }: Place): string[] {
  const at = fishQuoted(`__qdrant_auth_at ${fishQuoted(path)}`)
  const argument = (index: number) => fishQuoted(`__qdrant_auth_argument ${fishQuoted(path)} ${index}`)
  return [
    ...commands.map(
      ({ name, summary }) =>
        `complete -c qdrant-auth -n ${argument(0)} -f -a ${fishQuoted(name)} -d ${fishQuoted(summary)}`,
    ),
    ...given.flatMap((choices, index) =>
      choices.length === 0
        ? []
        : [`complete -c qdrant-auth -n ${argument(index)} -f -a ${fishQuoted(choices.join(' '))}`],
    ),
    ...options.map((option) => `complete -c qdrant-auth -n ${at} ${optionLine(option)}`),
  ]
}

function optionLine(option: DescribedOption): string {
  const { short, long, choices, description } = option
  const names = [
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    ...(long === undefined ? [] : [`-l ${long.slice(2)}`]),
  ]
  const value = !takesValue(option)
    ? []
    : choices.length > 0
      ? [`-x -a ${fishQuoted(choices.join(' '))}`]
      : isDirectory(option)
        ? ["-x -a '(__fish_complete_directories)'"]
        : ['-r -F']
  return [...names, ...value, `-d ${fishQuoted(description)}`].join(' ')
}

const fishQuoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
