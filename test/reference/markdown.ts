import type { Described } from './tree.ts'

/** `docs/reference.md`: every command, then the topics. */
export function markdown(
  all: readonly Described[],
  topics: readonly { name: string; summary: string; text: string }[],
): string {
  const listed = all.filter(({ path }) => path !== '')
  const contents = listed.map(({ path, summary }) => `- [\`${path}\`](#${anchor(path)}): ${summary}`)
  return `# Reference

Made from the command table by \`npm run reference\`; a test holds that it is in sync. The same is in \`--help\` of each command
and in the man pages.

${contents.join('\n')}

Topics: ${topics.map(({ name }) => `[${name}](#${anchor(name)})`).join(' · ')}

${all.map(section).join('\n')}
${topics.map(({ name, text }) => `## ${name}\n\n${fenced(text)}`).join('\n')}`
}

const anchor = (heading: string): string => heading.replaceAll(' ', '-')

const fenced = (text: string): string => `\`\`\`\n${text.trimEnd()}\n\`\`\`\n`

function section(one: Described): string {
  const parts = [
    `## ${one.path === '' ? 'qdrant-auth' : one.path}`,
    `\`${one.usage}\``,
    one.description,
    table('argument', one.arguments, ({ name, description, choices }) => [
      name,
      withChoices(description, choices),
    ]),
    table('option', one.options, ({ flags, description, choices, default: usual }) => [
      flags,
      withChoices(description, choices) + (usual === undefined ? '' : ` (default: \`${usual}\`)`),
    ]),
    table('command', one.commands, ({ name, summary }) => [name, summary]),
    one.remarks === '' ? '' : fenced(one.remarks).trimEnd(),
    one.examples.length === 0 ? '' : `\`\`\`sh\n${one.examples.join('\n')}\n\`\`\``,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

const withChoices = (description: string, choices: readonly string[]): string =>
  choices.length === 0 ? description : `${description}: ${choices.map((one) => `\`${one}\``).join(', ')}`

function table<T>(title: string, rows: readonly T[], cells: (row: T) => [string, string]): string {
  if (rows.length === 0) return ''
  const lines = rows.map((row) => {
    const [name, text] = cells(row)
    return `| \`${name.replaceAll('|', '\\|')}\` | ${cell(text)} |`
  })
  return `| ${title} | |\n| --- | --- |\n${lines.join('\n')}`
}

/** What would end the cell or be taken for markup. The ticks around choices stay. */
const cell = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replace(/[|<*_]/g, '\\$&')))
    .join('')
