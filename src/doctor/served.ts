import { checkServed } from '../certs/check-files.ts'
import { certificatePem } from '../certs/pem-file.ts'
import type { CertificateFile } from '../certs/rule.ts'
import type { Finding } from '../finding.ts'
import { shown } from '../shown.ts'
import { type NodeFacts, type PortFacts, portLabel } from './facts.ts'

/** A certificate that ends sooner is due. */
const WITHIN = { seconds: 30 * 86_400 }

/** What the rules of certificates say about those that the ports show, each told once for all ports that show it. */
export function servedFindings(node: NodeFacts, authority: CertificateFile | undefined): Finding[] {
  const shownAt = new Map<string, PortFacts[]>()
  for (const port of node.ports) {
    const chain = port.served?.chain.map((der) => der.toString('hex')).join() ?? ''
    if (chain !== '') shownAt.set(chain, [...(shownAt.get(chain) ?? []), port])
  }
  return [...shownAt.values()].flatMap((ports) => findingsAt(ports, node, authority))
}

function findingsAt(
  ports: readonly PortFacts[],
  { target, now }: NodeFacts,
  authority: CertificateFile | undefined,
): Finding[] {
  const [first] = ports
  if (first === undefined) return []
  const pem = (first.served?.chain ?? []).map(certificatePem).join('')
  const kind = first.name === 'rest' || first.name === 'metrics' ? ('rest' as const) : ('grpc' as const)
  // What lies on the disk is compared by a rule that knows the effective cert_ttl.
  const { findings } = checkServed({ url: '', kind, host: first.host, pem }, authority, [], {
    within: WITHIN,
    purpose: undefined,
    hosts: [],
    now,
  })
  const labels = ports.map(portLabel).join(', ')
  return findings.map(({ ruleId, level, message, hint, location }): Finding => {
    const elsewhere = location !== undefined && 'file' in location && location.file !== ''
    return {
      ruleId,
      level,
      message: shown(`${target.name}: the certificate of ${labels}: ${message}`),
      hint: hint ?? 'make a new one: qdrant-auth certs renew tls',
      ...(elsewhere && { location }),
    }
  })
}
