import type { Described } from './tree.ts'

/** `qdrant-auth-jwt-mint.1` and its like: the name of the page and its roff (groff's man macros). */
export function manPages(
  all: readonly Described[],
  topics: readonly { name: string; summary: string; text: string }[],
  version: string,
): { name: string; text: string }[] {
  return all.map((one) => {
    const name = pageOf(one.path)
    const text = [
      '.\\" Made from the command table by npm run reference.',
      `.TH ${name.toUpperCase()} 1 "" "qdrant-auth ${version}" "qdrant-auth"`,
      heading('NAME'),
      `${roff(name)} \\- ${roff(one.summary === '' ? one.description.replace(/\.$/, '') : one.summary)}`,
      heading('SYNOPSIS'),
      `.B ${roff(one.usage)}`,
      heading('DESCRIPTION'),
      roff(one.description),
      ...listed('ARGUMENTS', one.arguments, ({ name, description, choices }) => [
        `.I ${roff(name)}`,
        withChoices(description, choices),
      ]),
      ...listed('OPTIONS', one.options, ({ flags, description, choices, default: usual }) => [
        `.B ${roff(flags)}`,
        `${withChoices(description, choices)}${usual === undefined ? '' : ` (default: ${usual})`}`,
      ]),
      ...listed('COMMANDS', one.commands, ({ name, summary }) => [`.B ${roff(name)}`, summary]),
      ...(one.remarks === '' ? [] : [heading('NOTES'), ...verbatim(one.remarks)]),
      ...(one.examples.length === 0 ? [] : [heading('EXAMPLES'), ...verbatim(one.examples.join('\n'))]),
      ...(one.path === ''
        ? topics.flatMap(({ name, text }) => [
            heading(name.replace('-', ' ').toUpperCase()),
            ...verbatim(text.trimEnd()),
          ])
        : []),
      heading('SEE ALSO'),
      seeAlso(one)
        .map((page) => `.BR ${roff(page)} (1)`)
        .join(' ,\n'),
    ]
    return { name: `${name}.1`, text: `${text.join('\n')}\n` }
  })
}

const pageOf = (path: string): string => `qdrant-auth${path === '' ? '' : `-${path.replaceAll(' ', '-')}`}`

/** The tool, the noun above, and the commands below. */
function seeAlso({ path, commands }: Described): string[] {
  const above = path.includes(' ') ? [pageOf(path.split(' ')[0] ?? '')] : []
  const below =
    path === '' || !path.includes(' ') ? commands.filter(({ name }) => name !== 'help' || path === '') : []
  const pages = [
    ...(path === '' ? [] : [pageOf('')]),
    ...above,
    ...below.map(({ name }) => pageOf(`${path} ${name}`.trim())),
  ]
  return pages
}

const heading = (text: string): string => `.SH ${text}`

const withChoices = (description: string, choices: readonly string[]): string =>
  choices.length === 0 ? description : `${description}: ${choices.join(', ')}`

function listed<T>(title: string, rows: readonly T[], entry: (row: T) => [string, string]): string[] {
  if (rows.length === 0) return []
  return [
    heading(title),
    ...rows.flatMap((row) => {
      const [tag, text] = entry(row)
      return ['.TP', tag, roff(text)]
    }),
  ]
}

const verbatim = (text: string): string[] => ['.nf', ...text.split('\n').map(roff), '.fi']

/** Text as roff prints it: what begins a request, escapes, hyphens that are minus signs, other than ASCII. */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(
      /[^\x00-\x7f]/gu,
      (one) => `\\[u${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    )
    .replace(/^([.'])/gm, '\\&$1')
