import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { statIfPresent } from '../../files/read.ts'
import { coversHost } from '../../qdrant/tls/names.ts'
import { podNames } from '../pods.ts'
import type { Rule } from '../rule.ts'

export const certificateNames: Rule = {
  id: 'emit/certificate-names',
  level: 'warning',
  summary: 'The certificate does not have the names that the pods get.',
  reason:
    'Nodes check the host of each other’s address against the certificate. All pods share one Secret, so one certificate needs the names of them all.',
  check: ({ target, deployment }) => {
    const path = deployment.podFiles?.certificate
    const isPods = target.name === 'kubernetes' || target.name === 'helm'
    if (!isPods || path === undefined || statIfPresent(path)?.isFile() !== true) return []
    const names = podNames(deployment)
    const certificate = certificateIn(path)
    if (certificate === undefined) return []
    const lacking = (deployment.nodeTls ? names.pods : [])
      .concat(names.service)
      .filter((name) => !coversHost(certificate.raw, name))
    return lacking.length === 0
      ? []
      : [
          {
            message: `the certificate is not for ${lacking.join(', ')}`,
            hint: `make one for all pods: qdrant-auth certs init --helm ${names.service} --namespace ${deployment.namespace} --replicas ${deployment.nodes.length}`,
          },
        ]
  },
}

function certificateIn(path: string): X509Certificate | undefined {
  try {
    return new X509Certificate(readFileSync(path))
  } catch {
    return undefined
  }
}
