import { singleQuoted } from '../shell.ts'
import { isDirectory, MADE, namesOf, type Place, takesValue } from './place.ts'

/** For bash 3.2 and newer: words by `compgen`, files by readline itself. */
export const bash = (places: readonly Place[]): string => `${MADE}

# What there is behind a command: sets commands, options, valued, directories.
_qdrant_auth_at() {
  commands='' options='' valued='' directories=''
  case "$1" in
${places.map(at).join('\n')}
  *) return 1 ;;
  esac
}

# What an option, or the argument of a number, may be: sets choices.
_qdrant_auth_choices() {
  choices=''
  case "$1" in
${places.flatMap(choices).join('\n')}
  esac
}

_qdrant_auth() {
  local cur prev path='' count=1 index word commands options valued directories choices
  cur=\${COMP_WORDS[COMP_CWORD]}
  prev=\${COMP_WORDS[COMP_CWORD - 1]}
  # --format=text is three words to bash.
  if [ "$cur" = '=' ]; then cur=''
  elif [ "$prev" = '=' ]; then prev=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  _qdrant_auth_at ''
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case "$word" in
    =) index=$((index + 1)) ;;
    -*)
      case " $valued " in *" $word "*)
        [ "\${COMP_WORDS[index + 1]}" = '=' ] || index=$((index + 1)) ;;
      esac ;;
    *)
      if _qdrant_auth_at "\${path:+$path }$word"; then path="\${path:+$path }$word"
      else
        count=$((count + 1))
        _qdrant_auth_at "$path"
      fi ;;
    esac
  done
  COMPREPLY=()
  case " $valued " in *" $prev "*)
    _qdrant_auth_choices "$path $prev"
    if [ -n "$choices" ]; then COMPREPLY=($(compgen -W "$choices" -- "$cur"))
    else
      case " $directories " in
      *" $prev "*) COMPREPLY=($(compgen -d -- "$cur")) ;;
      *) compopt -o default 2>/dev/null ;;
      esac
    fi
    return ;;
  esac
  case "$cur" in
  -*) COMPREPLY=($(compgen -W "$options" -- "$cur")) ;;
  *)
    _qdrant_auth_choices "$path $count"
    if [ -n "$commands$choices" ]; then COMPREPLY=($(compgen -W "$commands $choices" -- "$cur"))
    else compopt -o default 2>/dev/null
    fi ;;
  esac
}

complete -F _qdrant_auth qdrant-auth
`

function at({ path, commands, options }: Place): string {
  const set = [
    ['commands', commands.map(({ name }) => name)],
    ['options', options.flatMap(namesOf)],
    ['valued', options.filter(takesValue).flatMap(namesOf)],
    ['directories', options.filter(isDirectory).flatMap(namesOf)],
  ] as const
  const lines = set
    .filter(([, names]) => names.length > 0)
    .map(([name, names]) => `    ${name}=${singleQuoted(names.join(' '))}`)
  return `  ${singleQuoted(path)})\n${lines.join('\n')} ;;`
}

function choices({ path, options, arguments: given }: Place): string[] {
  const ofOptions = options
    .filter((option) => option.choices.length > 0)
    .map((option) => ({ names: namesOf(option), choices: option.choices }))
  const ofArguments = given
    .map((choices, index) => ({ names: [String(index + 1)], choices }))
    .filter(({ choices }) => choices.length > 0)
  return [...ofOptions, ...ofArguments].map(
    ({ names, choices }) =>
      `  ${names.map((name) => singleQuoted(`${path} ${name}`)).join(' | ')}) choices=${singleQuoted(choices.join(' '))} ;;`,
  )
}
