import { Command } from 'commander'
import type { Context } from '../cli/context.ts'
import { readInput } from '../cli/input.ts'
import type { Note, Report } from '../cli/report.ts'
import type { Style } from '../cli/style.ts'
import { finish } from '../cli/verb.ts'
import { wrap } from '../cli/wrap.ts'
import { EXIT, QdrantAuthError } from '../errors.ts'
import { type Explanation, explain } from '../explain/explain.ts'
import { statIfPresent } from '../files/read.ts'

export interface ExplainOptions {
  text: string
  /** Columns of the terminal. */
  width: number
  notes: Note[]
}

export function create(
  context: Context,
  run: (options: ExplainOptions) => Promise<Report> = runExplain,
): Command {
  return new Command('explain')
    .description(
      'Say what an error means: its causes, the likeliest first, how to tell them apart, and the command that checks it. Exit 1 for a text that is not known.',
    )
    .argument(
      '[text...]',
      'what a server, client or proxy printed, a status code, or the rule of a finding; - or nothing for stdin',
    )
    .addHelpText(
      'after',
      `
Line ends, colours, stack traces, names and ports do not matter.

Examples:
  $ qdrant-auth explain InvalidSignature
  $ qdrant-auth explain 403
  $ qdrant-auth explain config/mangled-key
  $ docker logs qdrant 2>&1 | tail -20 | qdrant-auth explain -`,
    )
    .action((words: string[]) => finish(context, async () => run(await optionsFrom(words, context))))
}

/** A log of a day is larger, and is for audit; here the lines around an error are meant. */
const LIMIT = 16 << 20

async function optionsFrom(words: readonly string[], context: Context): Promise<ExplainOptions> {
  const given = words.join(' ')
  const width = context.helpWidth
  if (given !== '' && given !== '-') return { text: given, width, notes: notesOn(given, context) }
  if (given === '' && context.io.stdin.isTTY) {
    throw new QdrantAuthError('usage', 'say what is to be explained', {
      hints: [
        'qdrant-auth explain "Invalid API key or JWT"',
        'or give it on stdin: qdrant-auth explain - < error.log',
      ],
    })
  }
  const { bytes } = await readInput(context, '-', LIMIT)
  const text = bytes.toString('utf8')
  if (text.trim() === '') throw new QdrantAuthError('usage', 'there is nothing on stdin')
  return { text, width, notes: [] }
}

function notesOn(given: string, context: Context): Note[] {
  const notes: Note[] = []
  if (/\beyJ[\w-]{10,}\./.test(given)) {
    const message = 'the text has a token in it, which is in your shell history now'
    notes.push({ level: 'note', message, hint: 'give it on stdin instead' })
  }
  if (statIfPresent(context.path(given))?.isFile() === true) {
    const message = 'there is a file of that name, and its name was looked up'
    notes.push({ level: 'note', message, hint: 'to have it read: qdrant-auth explain - < FILE' })
  }
  return notes
}

export async function runExplain({ text, width, notes }: ExplainOptions): Promise<Report> {
  const { kind, matches, near } = await explain(text)
  const known = matches.length > 0
  return {
    json: { input: kind, matches, ...(!known && { near }) },
    text: known
      ? (style) => matches.map((match) => inWords(match, width, style)).join('\n')
      : unknown(near, width),
    notes,
    exitCode: known ? EXIT.done : EXIT.findings,
  }
}

function inWords({ id, title, causes }: Explanation['matches'][number], width: number, style: Style): string {
  const parts = causes.map(({ cause, tell, check }, index) => {
    const start = causes.length === 1 ? '   ' : `${index + 1}. `
    const told = wrap(`Tell: ${tell}`, width, '   ')
    return `${wrap(cause, width, '   ', start)}${told}${style.bold(`   $ ${check}`)}\n`
  })
  return `${style.bold(wrap(title, width).trimEnd())}\n${style.dim(`[${id}]`)}\n\n${parts.join('\n')}`
}

function unknown(near: Explanation['near'], width: number): string {
  const said = 'no: this text is not known here\n'
  if (near.length === 0)
    return `${said}${wrap('Give the line with the error itself, or its status code.', width)}`
  const lines = near.map(({ id, title }) => wrap(`${id}: ${title}`, width, '    ', '  '))
  return `${said}Near it, with qdrant-auth explain ID:\n${lines.join('')}`
}
