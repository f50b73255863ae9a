import { parseNames } from '../certs/names.ts'
import { QdrantAuthError } from '../errors.ts'
import type { Prompter } from '../prompter.ts'
import { DEFAULT_ANSWERS, type InitAnswers, MOST_NODES, type SecretsChoice } from './answers.ts'

/** At most six questions; each has a flag that gives the same answer. */
export async function askAnswers(prompter: Prompter, directory: string): Promise<InitAnswers> {
  const { nodes, tls, mtls } = await askShape(prompter)
  const names = tls ? await askNames(prompter) : []
  const secrets = await prompter.select<SecretsChoice>({
    message: 'Where shall the keys go?',
    default: 'overlay',
    choices: [
      { value: 'overlay', name: 'config/local.yaml, which Qdrant reads after config.yaml (recommended)' },
      { value: 'env', name: 'qdrant.env, an environment file' },
      { value: 'inline', name: 'config/config.yaml itself' },
    ],
  })
  const answers = { ...DEFAULT_ANSWERS, names, nodes, tls, mtls, secrets }
  await requireGo(prompter, directory)
  return answers
}

async function askShape(prompter: Prompter): Promise<Pick<InitAnswers, 'nodes' | 'tls' | 'mtls'>> {
  const shape = await prompter.select<'tls' | 'mtls' | 'plain' | 'cluster'>({
    message: 'What shall be secured?',
    default: 'tls',
    choices: [
      { value: 'tls', name: 'one node, with keys and TLS (recommended)' },
      { value: 'mtls', name: 'one node, and clients need a certificate too' },
      { value: 'cluster', name: 'a cluster' },
      { value: 'plain', name: 'one node for this machine only, keys without TLS' },
    ],
  })
  if (shape !== 'cluster') return { nodes: 1, tls: shape !== 'plain', mtls: shape === 'mtls' }
  const count = await prompter.input({
    message: 'How many nodes?',
    default: '3',
    validate: (text) =>
      (/^\d{1,2}$/.test(text) && Number(text) >= 2 && Number(text) <= MOST_NODES) ||
      `from 2 to ${MOST_NODES}`,
  })
  return { nodes: Number(count), tls: true, mtls: false }
}

async function askNames(prompter: Prompter): Promise<string[]> {
  const text = await prompter.input({
    message: 'Names or addresses clients use, beside localhost (blanks between them):',
    validate: (names) => faultIn(names) ?? true,
  })
  return text.split(/[\s,]+/).filter(Boolean)
}

function faultIn(names: string): string | undefined {
  try {
    parseNames(names.split(/[\s,]+/).filter(Boolean))
    return undefined
  } catch (error) {
    return error instanceof QdrantAuthError ? error.message : 'these cannot be names'
  }
}

async function requireGo(prompter: Prompter, directory: string): Promise<void> {
  if (await prompter.confirm({ message: `Write it to ${directory}?`, default: true })) return
  throw new QdrantAuthError('interrupted', 'nothing was written')
}
