import { rfc3339 } from '../../rfc3339.ts'
import { notAfter } from '../dates.ts'
import { type CertificateSet, leafOf, type Rule } from '../rule.ts'

const HINTS: Record<NonNullable<CertificateSet['served']>, string> = {
  rest: 'REST takes new files within tls.cert_ttl seconds (3600); where that is 0 or unset, restart the server',
  grpc: 'gRPC takes new files at a restart only: restart the server',
}

export const servedDiffers: Rule = {
  id: 'certs/served-differs',
  level: 'error',
  summary: 'A server shows another certificate than the one on the disk.',
  reason:
    'REST reads its files anew every tls.cert_ttl seconds, gRPC and the node port only at a restart: a renewed certificate on the disk says nothing about what clients are shown.',
  check: (set) => {
    const leaf = leafOf(set)
    const { served, onDisk } = set
    const [first] = onDisk
    if (leaf === undefined || served === undefined || first === undefined) return []
    if (onDisk.some(({ certificate }) => certificate.raw.equals(leaf.raw))) return []
    const [shown, here] = [leaf, first.certificate].map((one) => rfc3339(notAfter(one)))
    return [
      {
        message: `it shows another certificate (until ${shown}) than ${first.file} (until ${here})`,
        hint: HINTS[served],
      },
    ]
  },
}
