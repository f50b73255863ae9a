import { parseArguments } from '../../qdrant/config/arguments.ts'
import type { Rule } from '../rule.ts'
import type { SubjectParts } from '../subject.ts'

/** The URIs that nodes are told, by argument or variable. */
function urisOf({ arguments: given, variables }: SubjectParts): { name: string; value: string }[] {
  const parsed = parseArguments(given, variables)
  if (parsed.kind === 'exit') return []
  return (['uri', 'bootstrap'] as const).flatMap((name) => {
    const value = parsed.arguments[name]
    const isArgument = given.some((text) => text === `--${name}` || text.startsWith(`--${name}=`))
    return value === undefined
      ? []
      : [{ name: isArgument ? `--${name}` : `QDRANT_${name.toUpperCase()}`, value }]
  })
}

export const uriWithoutTls: Rule = {
  id: 'config/uri-without-tls',
  level: 'error',
  summary: 'The nodes talk TLS, and the URI of this one says http.',
  reason: 'The other nodes take the scheme from it and cannot connect.',
  source: 'src/main.rs',
  check: (subject) => {
    if (!subject.flag('cluster.enabled')) return []
    const tls = subject.flag('cluster.p2p.enable_tls')
    return urisOf(subject.parts).flatMap(({ name, value }) =>
      value.startsWith(tls ? 'http:' : 'https:')
        ? [
            {
              message: `${name} does not fit: the node port ${tls ? 'talks TLS' : 'has no TLS'}`,
              hint: `write ${tls ? 'https' : 'http'}://`,
            },
          ]
        : [],
    )
  },
}
