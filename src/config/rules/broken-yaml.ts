import type { Rule } from '../rule.ts'

export const brokenYaml: Rule = {
  id: 'config/broken-yaml',
  level: 'error',
  summary: 'The file cannot be read as YAML.',
  reason: 'The server prints the error and does not start.',
  source: 'config-rs 0.15 src/file/format/yaml.rs',
  check: (subject) =>
    subject.layers.flatMap(({ error }) => {
      if (error === undefined || /duplicated key/.test(error.text)) return []
      const location =
        error.file !== undefined && error.span !== undefined
          ? subject.spanAt(error.file, error.span)
          : error.variable !== undefined
            ? { env: error.variable }
            : undefined
      return [{ message: withoutFile(error.redacted, error.file), location }]
    }),
}

/** The finding has the place already, and a file alone another name. */
const withoutFile = (text: string, file: string | undefined): string =>
  file === undefined ? text : text.replaceAll(` in ${file}`, '')
