import type { Rule } from '../rule.ts'

export const taggedKey: Rule = {
  id: 'config/tagged-key',
  level: 'error',
  summary: 'A key has a YAML tag or anchor in front of it.',
  reason:
    'Qdrant resolves no tags such as !secret or !env: what is behind one is taken as it stands, and a tag or an anchor alone is no key at all.',
  source: 'yaml-rust2 0.10 src/yaml.rs',
  check: (subject) =>
    subject.keyEntries().flatMap(({ path, raw }) => {
      const text = subject.sourceText(raw) ?? ''
      if (!/^[!&]/.test(text) || (text.startsWith('&') && raw.kind === 'string')) return []
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
