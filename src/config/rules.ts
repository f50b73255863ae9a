import type { Rule } from './rule.ts'
import { brokenYaml } from './rules/broken-yaml.ts'
import { certificateFiles } from './rules/certificate-files.ts'
import { grpcWithoutClientCertificate } from './rules/grpc-without-client-certificate.ts'
import { hostNotAddress } from './rules/host-not-address.ts'
import { jwtWithoutKey } from './rules/jwt-without-key.ts'
import { keyWithoutTls } from './rules/key-without-tls.ts'
import { mangledKey } from './rules/mangled-key.ts'
import { noAuthentication } from './rules/no-authentication.ts'
import { readableSecret } from './rules/readable-secret.ts'
import { shortKey } from './rules/short-key.ts'
import { unknownKey } from './rules/unknown-key.ts'
import { unsetKey } from './rules/unset-key.ts'
import { unusableKey } from './rules/unusable-key.ts'
import { wrongType } from './rules/wrong-type.ts'

/** All rules, in alphabetical order. A new one is a file in `rules/`, a line here, and a failing and a passing fixture. */
export const RULES: readonly Rule[] = [
  brokenYaml,
  certificateFiles,
  grpcWithoutClientCertificate,
  hostNotAddress,
  jwtWithoutKey,
  keyWithoutTls,
  mangledKey,
  noAuthentication,
  readableSecret,
  shortKey,
  unknownKey,
  unsetKey,
  unusableKey,
  wrongType,
]

export const summaryOf = (ruleId: string): string | undefined =>
  RULES.find(({ id }) => id === ruleId)?.summary
