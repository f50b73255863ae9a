import { variable } from '../../qdrant/config/environment.ts'
import type { Rule } from '../rule.ts'
import type { SubjectParts } from '../subject.ts'

/** The URIs that nodes are told, by argument or variable. */
function urisOf({ arguments: given, variables }: SubjectParts): { name: string; value: string }[] {
  return (['uri', 'bootstrap'] as const).flatMap((name) => {
    const at = given.findIndex((text) => text === `--${name}` || text.startsWith(`--${name}=`))
    const value = at === -1 ? undefined : (/=(.*)/s.exec(given[at] ?? '')?.[1] ?? given[at + 1])
    if (value !== undefined) return [{ name: `--${name}`, value }]
    const fromVariable = variable(variables, `QDRANT_${name.toUpperCase()}`)
    return fromVariable === undefined ? [] : [{ name: `QDRANT_${name.toUpperCase()}`, value: fromVariable }]
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
