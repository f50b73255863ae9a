const PLACE = /\{\{([a-z_]+)\}\}/g

/** `text` with values in its places `{{name}}`, as templates have them. A place without a value is a mistake of ours. */
export const fillPlaces = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(PLACE, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new TypeError(`the template has a place ${name} and no value is given`)
    return String(value)
  })
