import type { Rule } from './rule.ts'
import { anyKey } from './rules/any-key.ts'
import { clientCertificateNeeded } from './rules/client-certificate-needed.ts'
import { clientCertificateRefused } from './rules/client-certificate-refused.ts'
import { closedPort } from './rules/closed-port.ts'
import { grpcWithoutClientCertificate } from './rules/grpc-without-client-certificate.ts'
import { keyRefused } from './rules/key-refused.ts'
import { knownKey } from './rules/known-key.ts'
import { knownWeakness } from './rules/known-weakness.ts'
import { noAnswer } from './rules/no-answer.ts'
import { nodesDiffer } from './rules/nodes-differ.ts'
import { notQdrant } from './rules/not-qdrant.ts'
import { notSent } from './rules/not-sent.ts'
import { open } from './rules/open.ts'
import { openCors } from './rules/open-cors.ts'
import { openDashboard } from './rules/open-dashboard.ts'
import { openMetrics } from './rules/open-metrics.ts'
import { openPeers } from './rules/open-peers.ts'
import { otherRights } from './rules/other-rights.ts'
import { otherVersion } from './rules/other-version.ts'
import { plainText } from './rules/plain-text.ts'
import { scratchLeft } from './rules/scratch-left.ts'
import { scratchTrial } from './rules/scratch-trial.ts'
import { servedDiffers } from './rules/served-differs.ts'
import { staleConfig } from './rules/stale-config.ts'
import { tokenRefused } from './rules/token-refused.ts'
import { unresolved } from './rules/unresolved.ts'
import { untrustedCertificate } from './rules/untrusted-certificate.ts'
import { weakKey } from './rules/weak-key.ts'
import { wrongScheme } from './rules/wrong-scheme.ts'

/** Every check of a live node, in the order in which it is looked at. */
export const RULES: readonly Rule[] = [
  staleConfig,
  unresolved,
  closedPort,
  noAnswer,
  notQdrant,
  wrongScheme,
  plainText,
  untrustedCertificate,
  servedDiffers,
  clientCertificateNeeded,
  clientCertificateRefused,
  grpcWithoutClientCertificate,
  open,
  anyKey,
  knownKey,
  weakKey,
  keyRefused,
  tokenRefused,
  notSent,
  nodesDiffer,
  otherRights,
  scratchTrial,
  scratchLeft,
  openMetrics,
  openPeers,
  openCors,
  openDashboard,
  knownWeakness,
  otherVersion,
]
