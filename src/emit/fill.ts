import type { Escaped } from './escaped.ts'

const PLACE = /\{\{([a-z_]+)\}\}/g

/**
 * Puts values in the places `{{name}}` of a template. A line that is nothing but a place takes as many lines as the value
 * has, each indented as the place is; with an empty value it goes away. A place without a value, or a value without a place,
 * is a mistake of ours.
 */
export function fill(template: string, values: Readonly<Record<string, Escaped | number>>): Escaped {
  const used = new Set<string>()
  const take = (name: string): string => {
    const value = values[name]
    if (value === undefined) throw new TypeError(`the template has a place ${name} and no value is given`)
    used.add(name)
    return String(value)
  }
  const filled = template
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', name] = /^(\s*)\{\{([a-z_]+)\}\}$/.exec(line) ?? []
      if (name === undefined) return [line.replace(PLACE, (_, inner: string) => take(inner))]
      const value = take(name)
      return value === '' ? [] : value.split('\n').map((part) => (part === '' ? '' : indent + part))
    })
  const unused = Object.keys(values).find((name) => !used.has(name))
  if (unused !== undefined) throw new TypeError(`the template has no place for ${unused}`)
  return filled.join('\n') as Escaped
}
