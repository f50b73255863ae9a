import type { Finding } from '../finding.ts'
import { parseArguments } from '../qdrant/config/arguments.ts'
import { type EffectiveConfig, type EffectiveOptions, loadEffective } from '../qdrant/config/effective.ts'
import { judge } from './rule.ts'
import { RULES } from './rules.ts'
import { type Disk, Subject } from './subject.ts'

export interface ValidateRequest extends EffectiveOptions {
  readonly disk: Disk
  /** The server would find all its files from here; false for a file alone, whose certificates are not looked for. */
  readonly complete: boolean
  readonly now: Date
  /** Rule ids. */
  readonly disabled: readonly string[]
  /** How findings call a file that the server calls so. */
  nameOf(file: string): string
}

export interface Validated {
  config: EffectiveConfig
  findings: Finding[]
  subject: Subject
}

/** Everything the rules say about one configuration: its layers, and what the server would make of them. */
export async function validate(request: ValidateRequest): Promise<Validated> {
  const { disk, complete, now, disabled, nameOf, variables = [] } = request
  const config = loadEffective({ ...request, arguments: withAddress(request) })
  const parts = {
    config,
    disk,
    complete,
    nameOf,
    variables,
    arguments: request.arguments ?? [],
    certificateFaults: [],
  }
  const plain = new Subject(parts)
  const subject =
    complete && usesTls(plain)
      ? new Subject({ ...parts, certificateFaults: await faultsOf(plain, request.files, now) })
      : plain
  return { config, findings: judge(RULES, subject, disabled), subject }
}

/**
 * The same for every node of a cluster, which share their configuration and have certificates of their own. What holds for
 * some of them names them. Without nodes it is one server.
 */
export async function validateNodes(
  nodes: readonly string[],
  requestOf: (node: string | undefined) => ValidateRequest,
): Promise<Validated> {
  const [first, ...others] = nodes
  const validated = await validate(requestOf(first))
  if (first === undefined) return validated
  const found = new Map<string, { finding: Finding; at: string[] }>()
  const add = (node: string, findings: readonly Finding[]) => {
    for (const finding of findings) {
      const key = JSON.stringify(finding)
      const known = found.get(key) ?? { finding, at: [] }
      known.at.push(node)
      found.set(key, known)
    }
  }
  add(first, validated.findings)
  for (const node of others) add(node, (await validate(requestOf(node))).findings)
  const findings = [...found.values()].map(({ finding, at }) =>
    at.length >= nodes.length ? finding : { ...finding, message: `${at.join(', ')}: ${finding.message}` },
  )
  return { ...validated, findings }
}

/** A node of a cluster is told its own address by argument. Where we are not told as well, it is taken to be a good one. */
function withAddress({ arguments: given = [], variables = [] }: ValidateRequest): readonly string[] {
  const parsed = parseArguments(given, variables)
  const isTold =
    parsed.kind === 'exit' || parsed.arguments.uri !== undefined || parsed.arguments.bootstrap !== undefined
  return isTold ? given : [...given, '--uri', 'http://127.0.0.1:6335']
}

const usesTls = (subject: Subject): boolean =>
  subject.isRead && (subject.flag('service.enable_tls') || subject.hasNodeTls)

async function faultsOf(subject: Subject, files: EffectiveOptions['files'], now: Date) {
  const { certificateFaults } = await import('./certificate-faults.ts')
  return certificateFaults(subject, files, now)
}
