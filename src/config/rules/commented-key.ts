import type { Raw } from '../../qdrant/settings/raw.ts'
import type { Rule } from '../rule.ts'
import type { Subject } from '../subject.ts'

/** The comment that stands where a value was meant: right behind the colon on the key's line, with no blank in it. */
export function commentBehind(subject: Subject, { kind, source }: Raw): string | undefined {
  const { file, key } = source ?? {}
  if (kind !== 'nil' || file === undefined || key === undefined) return undefined
  const text = subject.files.find((one) => one.file === file)?.text.slice(key.end)
  return /^["']?[ \t]*:[ \t]+(#[^\s]{8,})[ \t]*(?:\r?\n|$)/.exec(text ?? '')?.[1]
}

export const commentedKey: Rule = {
  id: 'config/commented-key',
  level: 'error',
  summary: 'A key begins with #, which makes it a comment.',
  reason: '`api_key: #abc` sets nothing, and the server starts without the key.',
  source: 'YAML 1.2 section 6.6',
  check: (subject) =>
    subject.keyEntries().flatMap(({ path, raw }) =>
      commentBehind(subject, raw) === undefined
        ? []
        : [
            {
              message: `${path} is not set: what begins with # is a comment`,
              hint: 'put the key in double quotes',
              location: subject.keyPlace(raw),
            },
          ],
    ),
}
