import { QdrantAuthError } from '../errors.ts'
import type { Finding } from '../finding.ts'
import { authorityOf, type Examination, examine, type Patient } from './examine.ts'
import type { NodeFacts } from './facts.ts'
import { judge } from './rule.ts'
import { RULES } from './rules.ts'
import type { Selection } from './selection.ts'
import { servedFindings } from './served.ts'

export interface Diagnosis {
  nodes: NodeFacts[]
  findings: Finding[]
}

/** Looks at all nodes at once. Findings come node by node, in the order in which a node is looked at. */
export async function diagnose(
  patients: readonly Patient[],
  examination: Examination,
  selection: Selection,
): Promise<Diagnosis> {
  const nodes = await all(patients.map((patient) => examine(patient, examination)))
  const findings = nodes.flatMap((node, index) => [
    ...(node.local?.findings ?? []),
    ...servedFindings(node, patients[index] && authorityOf(patients[index], examination)),
    ...judge(RULES, node, nodes),
  ])
  return { nodes, findings: findings.filter(({ ruleId }) => selection(ruleId)) }
}

/**
 * `Promise.all` that waits for every node: one that is interrupted may have a scratch collection to remove, and where it cannot,
 * its hint is what has to be told.
 */
async function all<T>(looks: readonly Promise<T>[]): Promise<T[]> {
  const failures = (await Promise.allSettled(looks)).flatMap((look) =>
    look.status === 'rejected' ? [look.reason] : [],
  )
  const telling = failures.find((error) => error instanceof QdrantAuthError && error.hints.length > 0)
  if (failures.length > 0) throw telling ?? failures[0]
  return Promise.all(looks)
}
