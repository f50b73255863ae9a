import { fillPlaces } from '../places.ts'
import type { Escaped } from './escaped.ts'

/**
 * Puts values in the places `{{name}}` of a template. A line that is nothing but a place takes as many lines as the value
 * has, each indented as the place is; with an empty value it goes away. A place without a value, or a value without a place,
 * is a mistake of ours.
 */
export function fill(template: string, values: Readonly<Record<string, Escaped | number>>): Escaped {
  const unused = Object.keys(values).find((name) => !template.includes(`{{${name}}}`))
  if (unused !== undefined) throw new TypeError(`the template has no place for ${unused}`)
  return template
    .replace(/\n$/, '')
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', place] = /^(\s*)(\{\{[a-z_]+\}\})$/.exec(line) ?? []
      if (place === undefined) return [fillPlaces(line, values)]
      const value = fillPlaces(place, values)
      return value === '' ? [] : value.split('\n').map((part) => (part === '' ? '' : indent + part))
    })
    .join('\n') as Escaped
}
