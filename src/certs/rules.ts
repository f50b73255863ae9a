import type { Rule } from './rule.ts'
import { caAsLeaf } from './rules/ca-as-leaf.ts'
import { caDates } from './rules/ca-dates.ts'
import { caFile } from './rules/ca-file.ts'
import { calls } from './rules/calls.ts'
import { chain } from './rules/chain.ts'
import { deadName } from './rules/dead-name.ts'
import { ed25519Browser } from './rules/ed25519-browser.ts'
import { expired } from './rules/expired.ts'
import { expiring } from './rules/expiring.ts'
import { keyForm } from './rules/key-form.ts'
import { keyMismatch } from './rules/key-mismatch.ts'
import { keyMode } from './rules/key-mode.ts'
import { keyType } from './rules/key-type.ts'
import { longLived } from './rules/long-lived.ts'
import { nameMissing } from './rules/name-missing.ts'
import { noNames } from './rules/no-names.ts'
import { nodeUsage } from './rules/node-usage.ts'
import { notACa } from './rules/not-a-ca.ts'
import { notYetValid } from './rules/not-yet-valid.ts'
import { outlivesCa } from './rules/outlives-ca.ts'
import { servedDiffers } from './rules/served-differs.ts'
import { signature } from './rules/signature.ts'
import { strictClients } from './rules/strict-clients.ts'
import { structure } from './rules/structure.ts'
import { unreadable } from './rules/unreadable.ts'
import { usage } from './rules/usage.ts'

/** Every check of certificates, keys and CA files, in the order people want to read what they find. */
export const RULES: readonly Rule[] = [
  unreadable,
  structure,
  expired,
  notYetValid,
  expiring,
  noNames,
  deadName,
  nameMissing,
  servedDiffers,
  keyType,
  keyForm,
  keyMismatch,
  keyMode,
  caAsLeaf,
  usage,
  nodeUsage,
  signature,
  chain,
  caFile,
  calls,
  caDates,
  notACa,
  strictClients,
  outlivesCa,
  longLived,
  ed25519Browser,
]
