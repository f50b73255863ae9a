import { portLabel } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const untrustedCertificate: Rule = {
  id: 'doctor/untrusted-certificate',
  group: 'tls',
  level: 'error',
  summary: 'No CA known here has signed the certificate that is shown.',
  reason:
    'No credential is sent there: it may be anybody. Clients refuse it as well, unless they are given the CA.',
  check: ({ ports, hasAuthority }) =>
    ports
      .filter(
        ({ served }) =>
          served?.distrust !== undefined && !TOLD_ELSEWHERE.test(served.distrust) && !hasAuthority,
      )
      .map((port) => ({
        message: `the certificate of ${portLabel(port)} is not trusted here (${port.served?.distrust})`,
        hint: 'give its CA: --ca tls/cacert.pem',
      })),
}

/** Dates and names, which the rules of certificates look at. */
const TOLD_ELSEWHERE = /EXPIRED|NOT_YET_VALID|ALTNAME/
