import type { Rule } from './rule.ts'
import { blankInKey } from './rules/blank-in-key.ts'
import { brokenYaml } from './rules/broken-yaml.ts'
import { certTtlZero } from './rules/cert-ttl-zero.ts'
import { certificateTime } from './rules/certificate-time.ts'
import { certificateUsage } from './rules/certificate-usage.ts'
import { certificatesWithoutTls } from './rules/certificates-without-tls.ts'
import { clientCertificateWithoutTls } from './rules/client-certificate-without-tls.ts'
import { clusterWithoutTls } from './rules/cluster-without-tls.ts'
import { commentedKey } from './rules/commented-key.ts'
import { duplicateKey } from './rules/duplicate-key.ts'
import { equalKeys } from './rules/equal-keys.ts'
import { fewAuditFiles } from './rules/few-audit-files.ts'
import { foreignKey } from './rules/foreign-key.ts'
import { forwardedAddress } from './rules/forwarded-address.ts'
import { grpcWithoutClientCertificate } from './rules/grpc-without-client-certificate.ts'
import { hiddenWarnings } from './rules/hidden-warnings.ts'
import { hostNotAddress } from './rules/host-not-address.ts'
import { ignoredLogLevel } from './rules/ignored-log-level.ts'
import { internalAuthAlone } from './rules/internal-auth-alone.ts'
import { internalAuthOff } from './rules/internal-auth-off.ts'
import { internalAuthWithoutKey } from './rules/internal-auth-without-key.ts'
import { jwtWithoutKey } from './rules/jwt-without-key.ts'
import { keyWithoutTls } from './rules/key-without-tls.ts'
import { mangledKey } from './rules/mangled-key.ts'
import { mergeKey } from './rules/merge-key.ts'
import { mismatchedPair } from './rules/mismatched-pair.ts'
import { misplacedKey } from './rules/misplaced-key.ts'
import { missingBlank } from './rules/missing-blank.ts'
import { missingCertificate } from './rules/missing-certificate.ts'
import { missingConfigPath } from './rules/missing-config-path.ts'
import { newerSetting } from './rules/newer-setting.ts'
import { noAuthentication } from './rules/no-authentication.ts'
import { notJudged } from './rules/not-judged.ts'
import { nullCa } from './rules/null-ca.ts'
import { onlyAlternateKey } from './rules/only-alternate-key.ts'
import { onlyReadOnlyKey } from './rules/only-read-only-key.ts'
import { openCors } from './rules/open-cors.ts'
import { openMetrics } from './rules/open-metrics.ts'
import { outOfRange } from './rules/out-of-range.ts'
import { overridingVariable } from './rules/overriding-variable.ts'
import { portCollision } from './rules/port-collision.ts'
import { randomOutcome } from './rules/random-outcome.ts'
import { randomPort } from './rules/random-port.ts'
import { readableSecret } from './rules/readable-secret.ts'
import { shortKey } from './rules/short-key.ts'
import { snapshotFromUrl } from './rules/snapshot-from-url.ts'
import { strayCharacter } from './rules/stray-character.ts'
import { taggedKey } from './rules/tagged-key.ts'
import { trackedSecret } from './rules/tracked-secret.ts'
import { unknownKey } from './rules/unknown-key.ts'
import { unquotedKey } from './rules/unquoted-key.ts'
import { unreadFile } from './rules/unread-file.ts'
import { unreadableFile } from './rules/unreadable-file.ts'
import { unsetByLayer } from './rules/unset-by-layer.ts'
import { unsetKey } from './rules/unset-key.ts'
import { unusableCertificate } from './rules/unusable-certificate.ts'
import { unusableKey } from './rules/unusable-key.ts'
import { uriWithoutTls } from './rules/uri-without-tls.ts'
import { vanishingAudit } from './rules/vanishing-audit.ts'
import { variableInValue } from './rules/variable-in-value.ts'
import { variableName } from './rules/variable-name.ts'
import { willNotStart } from './rules/will-not-start.ts'
import { wrongCase } from './rules/wrong-case.ts'
import { wrongExtension } from './rules/wrong-extension.ts'
import { wrongType } from './rules/wrong-type.ts'

/** All rules, in alphabetical order. A new one is a file in `rules/`, a line here, and a failing and a passing fixture. */
export const RULES: readonly Rule[] = [
  blankInKey,
  brokenYaml,
  certTtlZero,
  certificateTime,
  certificateUsage,
  certificatesWithoutTls,
  clientCertificateWithoutTls,
  clusterWithoutTls,
  commentedKey,
  duplicateKey,
  equalKeys,
  fewAuditFiles,
  foreignKey,
  forwardedAddress,
  grpcWithoutClientCertificate,
  hiddenWarnings,
  hostNotAddress,
  ignoredLogLevel,
  internalAuthAlone,
  internalAuthOff,
  internalAuthWithoutKey,
  jwtWithoutKey,
  keyWithoutTls,
  mangledKey,
  mergeKey,
  mismatchedPair,
  misplacedKey,
  missingBlank,
  missingCertificate,
  missingConfigPath,
  newerSetting,
  noAuthentication,
  notJudged,
  nullCa,
  onlyAlternateKey,
  onlyReadOnlyKey,
  openCors,
  openMetrics,
  outOfRange,
  overridingVariable,
  portCollision,
  randomOutcome,
  randomPort,
  readableSecret,
  shortKey,
  snapshotFromUrl,
  strayCharacter,
  taggedKey,
  trackedSecret,
  unknownKey,
  unquotedKey,
  unreadFile,
  unreadableFile,
  unsetByLayer,
  unsetKey,
  unusableCertificate,
  unusableKey,
  uriWithoutTls,
  vanishingAudit,
  variableInValue,
  variableName,
  willNotStart,
  wrongCase,
  wrongExtension,
  wrongType,
]

export const ruleAt = (ruleId: string): Rule | undefined =>
  RULES.find(({ id }) => id === ruleId || id === `config/${ruleId}`)

export const summaryOf = (ruleId: string): string | undefined => ruleAt(ruleId)?.summary
