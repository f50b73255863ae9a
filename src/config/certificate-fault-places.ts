import type { CertificateFault } from './certificate-faults.ts'
import type { Found } from './rule.ts'
import type { Subject } from './subject.ts'

/** The faults of one kind as findings; a path nobody wrote stands where TLS was switched on. */
export const faultsOf = (subject: Subject, kind: CertificateFault['kind']): Found[] =>
  subject.parts.certificateFaults
    .filter((fault) => fault.kind === kind)
    .map(({ path, message, hint, level }) => ({
      message,
      ...(level !== undefined && { level }),
      ...(hint !== undefined && { hint }),
      location: subject.placeOf(path, 'service.enable_tls', 'cluster.p2p.enable_tls'),
    }))
