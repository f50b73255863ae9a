import { singleQuoted } from '../shell.ts'
import { type DescribedOption, isDirectory, MADE, namesOf, type Place, takesValue } from './place.ts'

/** For zsh 5: one function a place, through _arguments and _describe. Works from $fpath and when it is sourced. */
export const zsh = (places: readonly Place[]): string => `#compdef qdrant-auth
${MADE}

${places.map(place).join('\n\n')}

if [ "$funcstack[1]" = _qdrant-auth ]; then
  _qdrant-auth "$@"
else
  compdef _qdrant-auth qdrant-auth
fi
`

const nameOf = (path: string): string => `_qdrant-auth${path === '' ? '' : `_${path.replace(/[ -]/g, '_')}`}`

function place(one: Place): string {
  const options = one.options.map((option) => `    ${spec(option)}`)
  return one.commands.length > 0 ? withCommands(one, options) : withArguments(one, options)
}

function withCommands({ path, commands }: Place, options: readonly string[]): string {
  const below = commands.map(
    ({ name, summary }) => `        ${singleQuoted(`${name.replaceAll(':', '\\:')}:${summary}`)}`,
  )
  return `${nameOf(path)}() {
  local context state state_descr line ret=1
  typeset -A opt_args
  _arguments -C \\
${[...options, "    '1: :->command'", "    '*:: :->rest'"].join(' \\\n')} && ret=0
  case $state in
    command)
      local -a commands
      commands=(
${below.join('\n')}
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      local next=${nameOf(path)}_\${line[1]//-/_}
      (( $+functions[$next] )) && $next && ret=0
      ;;
  esac
  return ret
}`
}

function withArguments({ path, arguments: given }: Place, options: readonly string[]): string {
  const behind = given.map((choices, index) =>
    choices.length > 0 ? `    '${index + 1}: :(${choices.join(' ')})'` : `    '${index + 1}: :_files'`,
  )
  const all = [...options, ...behind, "    '*: :_files'"]
  return `${nameOf(path)}() {
  _arguments -s \\
${all.join(' \\\n')}
}`
}

/** `'(-o --out)'{-o,--out}'[what]:file:_files'`; repeatable ones exclude nothing. */
function spec(option: DescribedOption): string {
  const names = namesOf(option)
  const isRepeatable = option.description.includes('repeatable')
  const action =
    option.choices.length > 0 ? `(${option.choices.join(' ')})` : isDirectory(option) ? '_files -/' : '_files'
  const value = takesValue(option) ? `: :${action}` : ''
  // Behind `=` a value may follow in the same word, behind `+` as well.
  const taking = names.map((name) =>
    takesValue(option) ? `${name}${name.startsWith('--') ? '=' : '+'}` : name,
  )
  const told = singleQuoted(`[${option.description.replace(/[[\]\\:]/g, '\\$&')}]${value}`)
  const exclusive = isRepeatable ? '*' : `(${names.join(' ')})`
  return taking.length > 1
    ? `${singleQuoted(exclusive)}{${taking.join(',')}}${told}`
    : `${singleQuoted(exclusive + taking[0])}${told}`
}
