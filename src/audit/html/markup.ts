import { shown } from '../../shown.ts'

/** A piece of HTML. Only `html` makes one out of text, so that no text of a log becomes markup. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Value = string | number | Markup | readonly Markup[]

/** HTML from a template: what is put in is text and is written so, unless it is markup itself. */
export const html = (pieces: TemplateStringsArray, ...values: readonly Value[]): Markup =>
  new Markup(pieces.map((piece, index) => piece + textOf(values[index] ?? '')).join(''))

export const NOTHING = new Markup('')

function textOf(value: Value): string {
  if (value instanceof Markup) return value.text
  if (typeof value === 'object') return value.map(({ text }) => text).join('')
  if (typeof value === 'number') return value.toLocaleString('en')
  return shown(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
