import { DerReader, TAG } from '../../qdrant/tls/der.ts'
import { GENERAL_NAME, generalNames, isPresentedName } from '../../qdrant/tls/names.ts'
import { refusalOf } from '../../qdrant/tls/refusal.ts'
import { EXTENSION, extensionsOf } from '../read-extensions.ts'
import { leafOf, type Rule } from '../rule.ts'

export const deadName: Rule = {
  id: 'certs/dead-name',
  level: 'warning',
  summary: 'A name of the certificate matches no host.',
  reason:
    'rustls takes a wildcard for one whole label with two labels behind it: *.qdrant-headless and node-*.example.org never match, nor does a URL or a name with blanks.',
  check: (set) => {
    const leaf = leafOf(set)
    const names = leaf && extensionsOf(leaf).get(EXTENSION.subjectAltName)
    const dead: string[] = []
    if (names === undefined) return []
    refusalOf(() => {
      for (const { tag, content } of generalNames(new DerReader(names).read(TAG.sequence).content)) {
        const text = content.toString('latin1')
        if (tag === GENERAL_NAME.dns && !isPresentedName(text)) dead.push(text)
      }
    })
    return dead.map((name) => ({
      message: `its name ${JSON.stringify(name)} matches no host`,
      hint: 'list every host by its name',
    }))
  },
}
