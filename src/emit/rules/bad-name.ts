import { parseName } from '../../certs/names.ts'
import { QdrantAuthError } from '../../errors.ts'
import { isPlainText } from '../escape/plain.ts'
import type { Found, Rule } from '../rule.ts'

export const badName: Rule = {
  id: 'emit/bad-name',
  level: 'error',
  summary: 'A name cannot stand in the files of this target.',
  reason:
    'Names become service names, labels, zones and units; what is no host label would be refused there, or read as something else.',
  check: ({ deployment: { name, namespace }, options: { host, upstream, serverName } }) => [
    ...label('--name', name),
    ...label('--namespace', namespace),
    ...hostName('--host', host),
    ...hostName('--upstream', upstream),
    ...hostName('the name in the certificate,', serverName),
  ],
}

/** RFC 1123, and short enough for what is put behind it. */
const label = (flag: string, name: string): Found[] =>
  /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name)
    ? []
    : [
        {
          message: `${flag} ${JSON.stringify(name.slice(0, 60))} is no name`,
          hint: 'small letters, digits and dashes, a letter first, at most 40',
        },
      ]

function hostName(flag: string, host: string): Found[] {
  const shown = JSON.stringify(host.slice(0, 60))
  try {
    parseName(host)
  } catch (error) {
    if (!(error instanceof QdrantAuthError)) throw error
    return [{ message: `${flag} ${shown} is no host name or address` }]
  }
  return isPlainText(host)
    ? []
    : [
        {
          message: `${flag} ${shown} is not the name of one host in plain letters`,
          hint: 'name one host, in the xn-- form where it has other letters',
        },
      ]
}
