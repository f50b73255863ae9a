import type { Raw } from '../../qdrant/settings/raw.ts'
import type { Rule } from '../rule.ts'
import type { Subject } from '../subject.ts'

/** The comment that stands where a value was meant: right behind the colon on the key's line, with no blank in it. */
export function commentBehind(
  subject: Subject,
  { kind, source }: Raw,
): { file: string; start: number; end: number } | undefined {
  const { file, key } = source ?? {}
  if (kind !== 'nil' || file === undefined || key === undefined) return undefined
  const read = subject.files.find((one) => one.file === file)
  const found = /^(["']?[ \t]*:[ \t]+)(#[^\s]{8,})[ \t]*(?:\r?\n|$)/.exec(read?.text.slice(key.end) ?? '')
  if (found === null || read === undefined) return undefined
  const [, before = '', comment = ''] = found
  const start = key.end + before.length
  return { file: read.name, start, end: start + comment.length }
}

/** So long is no word to a reader: it can only be a key. */
const LONG = 32

/** Quotes around it; only what needs no escape within them. */
function quotes(subject: Subject, { file, start, end }: { file: string; start: number; end: number }) {
  const text = subject.files.find(({ name }) => name === file)?.text.slice(start, end) ?? ''
  if (text.length < LONG || /["\\]/.test(text)) return {}
  const edits = [start, end].map((at) => ({ file, start: at, end: at, text: '"' }))
  return { fix: { description: 'put the key in double quotes', edits } }
}

export const commentedKey: Rule = {
  id: 'config/commented-key',
  level: 'error',
  summary: 'A key begins with #, which makes it a comment.',
  reason: '`api_key: #abc` sets nothing, and the server starts without the key.',
  source: 'YAML 1.2 section 6.6',
  check: (subject) =>
    subject.keyEntries().flatMap(({ path, raw }) => {
      const comment = commentBehind(subject, raw)
      if (comment === undefined) return []
      return [
        {
          message: `${path} is not set: what begins with # is a comment`,
          hint: 'put the key in double quotes',
          location: subject.keyPlace(raw),
          ...quotes(subject, comment),
        },
      ]
    }),
}
