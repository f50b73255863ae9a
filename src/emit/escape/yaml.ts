import { yamlString } from '../../config/value-text.ts'
import type { Escaped } from '../escaped.ts'

/** A string of YAML on one line, always in double quotes: nothing in it is read as a number, a boolean or a comment. */
export const yaml = (text: string): Escaped => yamlString(text) as Escaped

/** A list on one line. */
export const yamlList = (texts: readonly string[]): Escaped => `[${texts.map(yaml).join(', ')}]` as Escaped

/** As `yaml`, for compose, which puts variables in the place of `$NAME`. */
export const composeYaml = (text: string): Escaped => yaml(text.replaceAll('$', '$$$$'))

/** As `yaml`, for values that the chart runs through its template engine. */
export const helmYaml = (text: string): Escaped => yaml(text.replaceAll('{{', '{{ "{{" }}'))
