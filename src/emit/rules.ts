import type { Rule } from './rule.ts'
import { badName } from './rules/bad-name.ts'
import { badNetwork } from './rules/bad-network.ts'
import { badPath } from './rules/bad-path.ts'
import { certificateNames } from './rules/certificate-names.ts'
import { dataElsewhere } from './rules/data-elsewhere.ts'
import { lockedOut } from './rules/locked-out.ts'
import { missingCertificate } from './rules/missing-certificate.ts'
import { noAuthentication } from './rules/no-authentication.ts'
import { noScrapeCredential } from './rules/no-scrape-credential.ts'
import { oneNodeAMachine } from './rules/one-node-a-machine.ts'
import { otherComposeFile } from './rules/other-compose-file.ts'
import { portTaken } from './rules/port-taken.ts'
import { unreadableKey } from './rules/unreadable-key.ts'
import { unsayable } from './rules/unsayable.ts'
import { willNotStart } from './rules/will-not-start.ts'

/** Every check before files are emitted, in the order people want to read what they find. */
export const RULES: readonly Rule[] = [
  willNotStart,
  noAuthentication,
  badName,
  badPath,
  missingCertificate,
  unreadableKey,
  certificateNames,
  unsayable,
  noScrapeCredential,
  badNetwork,
  lockedOut,
  portTaken,
  dataElsewhere,
  otherComposeFile,
  oneNodeAMachine,
]
