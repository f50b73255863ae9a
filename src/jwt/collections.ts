import { QdrantAuthError } from '../errors.ts'

/**
 * The names in a list of collections: one a line, a JSON list of names, or what `GET /collections` answers.
 * Qdrant knows no patterns, so they are expanded against such a list when a token is minted.
 */
export function parseCollectionList(text: string): string[] {
  const trimmed = text.trim()
  const names = /^[[{]/.test(trimmed) ? namesInJson(trimmed) : trimmed.split(/\r?\n/)
  return [...new Set(names.map((name) => name.trim()).filter(Boolean))].sort()
}

function namesInJson(text: string): string[] {
  const value = parse(text)
  const list = Array.isArray(value) ? value : value.result?.collections
  const names = Array.isArray(list)
    ? list.map((item) => (typeof item === 'string' ? item : item?.name))
    : [undefined]
  if (names.some((name) => typeof name !== 'string')) {
    throw new QdrantAuthError(
      'file-malformed',
      'the list of collections is neither names nor an answer to GET /collections',
    )
  }
  return names
}

// biome-ignore lint/suspicious/noExplicitAny: foreign JSON, checked by the caller
function parse(text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    throw new QdrantAuthError('file-malformed', 'the list of collections is not JSON')
  }
}

export const isPattern = (name: string): boolean => /[*?]/.test(name)

/**
 * `{'team-*': 'read'}` → every listed name that matches, with that level. A name that stands for itself wins over a pattern;
 * two patterns that give one name different levels are refused, as is a pattern that matches nothing.
 */
export function expandPatterns(
  collections: Readonly<Record<string, string>>,
  names: readonly string[],
): Record<string, string> {
  const entries = Object.entries(collections)
  const plain = new Map(entries.filter(([name]) => !isPattern(name)))
  const expanded = new Map<string, string>()
  for (const [pattern, level] of entries.filter(([name]) => isPattern(name))) {
    const matching = names.filter((name) => matcher(pattern).test(name) && !plain.has(name))
    if (matching.length === 0) throw bad(`no collection of the list matches ${JSON.stringify(pattern)}`)
    for (const name of matching) {
      if ((expanded.get(name) ?? level) !== level) throw bad(`two patterns give ${name} different levels`)
      expanded.set(name, level)
    }
  }
  return Object.fromEntries([...plain, ...expanded])
}

/** `*` is any text, `?` one character, everything else itself. */
const matcher = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'su',
  )

const bad = (message: string): QdrantAuthError => new QdrantAuthError('bad-value', message)
