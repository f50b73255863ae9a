import { QdrantAuthError } from '../errors.ts'

/** What `init` is told, by flags or the wizard. Kept in the record, so that a second run knows what the first one made. */
export interface InitAnswers {
  /** Names and addresses clients use beside localhost. */
  names: readonly string[]
  /** Number of nodes; 1 is a single node without the cluster section. */
  nodes: number
  tls: boolean
  mtls: boolean
  keepGrpc: boolean
  secrets: SecretsChoice
}

export const SECRETS_CHOICES = ['overlay', 'inline', 'env'] as const

export type SecretsChoice = (typeof SECRETS_CHOICES)[number]

/** A guard against a slip of the finger; larger clusters are made with `certs init --from`. */
export const MOST_NODES = 99

export const DEFAULT_ANSWERS: InitAnswers = {
  names: [],
  nodes: 1,
  tls: true,
  mtls: false,
  keepGrpc: false,
  secrets: 'overlay',
}

/** Refuses combinations that have no meaning. */
export function checkAnswers(answers: InitAnswers): void {
  const { tls, mtls, nodes, keepGrpc, names } = answers
  if (!tls && mtls) throw usage('--mtls needs TLS', 'leave out --no-tls')
  if (!tls && nodes > 1) {
    throw usage(
      'a cluster without TLS is refused: its node port would be open to everybody',
      'leave out --no-tls',
    )
  }
  if (!tls && names.length > 0)
    throw usage('--name is for certificates, and --no-tls makes none', 'leave out one of them')
  if (keepGrpc && !mtls) throw usage('--keep-grpc belongs to --mtls', 'gRPC is open anyway without --mtls')
}

/** The flags that give these answers: what the wizard prints, and what a conflict tells. */
export function asFlags({ names, nodes, tls, mtls, keepGrpc, secrets }: InitAnswers): string[] {
  return [
    ...names.flatMap((name) => ['--name', name]),
    ...(nodes > 1 ? ['--cluster', String(nodes)] : []),
    ...(tls ? [] : ['--no-tls']),
    ...(mtls ? ['--mtls'] : []),
    ...(keepGrpc ? ['--keep-grpc'] : []),
    ...(secrets === DEFAULT_ANSWERS.secrets ? [] : ['--secrets', secrets]),
  ]
}

/** Names of the nodes of a cluster; peers reach each other by them. */
export const nodeNames = (nodes: number): string[] =>
  nodes === 1 ? ['qdrant'] : Array.from({ length: nodes }, (_, index) => `qdrant-${index + 1}`)

const usage = (message: string, hint: string): QdrantAuthError =>
  new QdrantAuthError('usage', message, { hints: [hint] })
