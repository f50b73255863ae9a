import { join } from 'node:path'
import { QdrantAuthError } from '../errors.ts'
import { readIfPresent } from '../files/read.ts'
import { asFlags, type InitAnswers, MOST_NODES, SECRETS_CHOICES } from './answers.ts'

/** `.qdrant-auth/init.json`: what an earlier `init` was told. Its presence says that the files here are ours. */
export const RECORD = join('.qdrant-auth', 'init.json')

const LIMIT = 1 << 20

export const recordText = (answers: InitAnswers): string =>
  `${JSON.stringify({ version: 1, answers }, undefined, 2)}\n`

/** The earlier answers, or undefined where no `init` finished here. */
export async function readRecord(directory: string): Promise<InitAnswers | undefined> {
  const path = join(directory, RECORD)
  const file = await readIfPresent(path, LIMIT)
  if (file === undefined) return undefined
  const answers = parse(file.bytes.toString('utf8'))
  if (answers !== undefined) return answers
  throw new QdrantAuthError('file-malformed', `cannot read ${path}: it is not a record of qdrant-auth init`, {
    hints: ['look at it, and move it away if it is not needed'],
  })
}

function parse(text: string): InitAnswers | undefined {
  try {
    const { version, answers } = JSON.parse(text)
    const { names, nodes, tls, mtls, keepGrpc, secrets } = answers
    const sound =
      version === 1 &&
      Array.isArray(names) &&
      names.every((name) => typeof name === 'string') &&
      Number.isInteger(nodes) &&
      nodes >= 1 &&
      nodes <= MOST_NODES &&
      [tls, mtls, keepGrpc].every((flag) => typeof flag === 'boolean') &&
      SECRETS_CHOICES.includes(secrets)
    return sound ? { names, nodes, tls, mtls, keepGrpc, secrets } : undefined
  } catch {
    return undefined
  }
}

/** A second run with other answers would need other files; which of the two is meant, only the user knows. */
export function requireSameAnswers(recorded: InitAnswers, asked: InitAnswers, directory: string): void {
  const [before, now] = [asFlags(recorded).join(' '), asFlags(asked).join(' ')]
  if (before === now) return
  throw new QdrantAuthError(
    'file-exists',
    `${directory} was made with other answers: ${before || 'the defaults'}`,
    {
      hints: [
        'run init with the same answers, or in another directory',
        "change single things with 'qdrant-auth config' and 'certs'",
      ],
    },
  )
}
