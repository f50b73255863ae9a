import type { X509Certificate } from 'node:crypto'
import { subjectLine } from '../certificate.ts'
import { EXTENSION, extensionsOf } from '../read-extensions.ts'
import { type Found, leafOf, type Rule } from '../rule.ts'

export const strictClients: Rule = {
  id: 'certs/strict-clients',
  level: 'warning',
  summary: 'Clients that check strictly refuse the certificate or its CA.',
  reason:
    'Python from 3.13 on checks by RFC 5280 (VERIFY_X509_STRICT): a CA needs key usage and a subject key identifier, what it signs an authority key identifier. Qdrant looks at none of them.',
  check: (set) => {
    const leaf = leafOf(set)
    const leafLacks =
      leaf !== undefined && !isSelfSigned(leaf) && !extensionsOf(leaf).has(EXTENSION.authorityKeyIdentifier)
        ? ['authority key identifier']
        : []
    return [
      ...found(leafLacks, 'it', set.certificate.file),
      ...set.trusted
        .filter(({ ca }) => ca)
        .flatMap((one) =>
          found(lacking(one), `the CA ${subjectLine(one)}`, set.authority?.file ?? set.certificate.file),
        ),
    ]
  },
}

function lacking(authority: X509Certificate): string[] {
  const extensions = extensionsOf(authority)
  return [
    ...(extensions.has(EXTENSION.keyUsage) ? [] : ['key usage']),
    ...(extensions.has(EXTENSION.subjectKeyIdentifier) ? [] : ['subject key identifier']),
  ]
}

const isSelfSigned = (certificate: X509Certificate): boolean => certificate.checkIssued(certificate)

const found = (lacks: readonly string[], what: string, file: string): Found[] =>
  lacks.length === 0
    ? []
    : [
        {
          message: `${what} has no ${lacks.join(' and no ')}`,
          hint: 'Python 3.13 and later refuse that',
          file,
        },
      ]
