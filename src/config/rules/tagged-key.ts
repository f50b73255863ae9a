import type { Raw } from '../../qdrant/settings/raw.ts'
import type { Rule } from '../rule.ts'
import type { Subject } from '../subject.ts'

/** A tag stands before the value, or an anchor before what is no text. */
export function isTagged(subject: Subject, raw: Raw): boolean {
  const text = subject.sourceText(raw) ?? ''
  return text.startsWith('!') || (text.startsWith('&') && raw.kind !== 'string')
}

export const taggedKey: Rule = {
  id: 'config/tagged-key',
  level: 'error',
  summary: 'A key has a YAML tag or anchor in front of it.',
  reason:
    'Qdrant resolves no tags such as !secret or !env: what is behind one is taken as it stands, and a tag or an anchor alone is no key at all.',
  source: 'yaml-rust2 0.10 src/yaml.rs',
  check: (subject) =>
    subject.keyEntries().flatMap(({ path, raw }) => {
      if (!isTagged(subject, raw)) return []
      return [
        {
          message:
            raw.kind === 'nil'
              ? `${path} is not set: there is only a tag or an anchor`
              : `${path} has a tag, which the server does not follow`,
          hint: 'write the key itself, in double quotes',
          location: subject.place(raw) ?? subject.keyPlace(raw),
        },
      ]
    }),
}
