import type { Command } from 'commander'
import { QdrantAuthError } from '../../errors.ts'
import type { Until } from '../../rotate/carry-on.ts'
import type { Consent } from '../../rotate/guards.ts'

/** What whoever runs a rotation says beforehand; each danger has a flag of its own name. */
export interface ConsentFlags {
  yes?: true
  until?: string
  dryRun?: true
  callersMoved?: true | undefined
  skipSoak?: true
  despiteLiveTokens?: true
  acceptChanges?: true
  reissue?: true
}

export const withConsent = (command: Command): Command =>
  withChanges(
    withPhases(command)
      .option('--callers-moved', 'clients and token issuers use the new key')
      .option('--reissue', 'sign the live tokens of the registry again with the new key')
      .option('--skip-soak', 'drop the old key before its soak time is over')
      .option('--despite-live-tokens', 'drop the old key although live tokens are signed with it'),
  )

/** What there is to say on the way back, where the old key stays. */
export const withConsentBack = (command: Command): Command => withChanges(withPhases(command))

const withPhases = (command: Command): Command =>
  command
    .option('--yes', 'change configs and restart nodes without asking')
    .option('--until <phase>', 'go on to the end of this phase, a number, or to the end: end')

const withChanges = (command: Command): Command =>
  command
    .option('--accept-changes', 'configs that somebody changed meanwhile are right')
    .option('--dry-run', 'say what would be changed, and change nothing')

export const consentFrom = (flags: ConsentFlags): Consent => ({
  callersMoved: flags.callersMoved === true,
  skipSoak: flags.skipSoak === true,
  despiteTokens: flags.despiteLiveTokens === true,
  acceptChanges: flags.acceptChanges === true,
})

export function untilFrom(text: string | undefined): Until | undefined {
  if (text === undefined || text === 'end') return text
  if (/^[1-9]\d?$/.test(text)) return Number(text)
  throw new QdrantAuthError('usage', `--until ${JSON.stringify(text)} is no phase`, {
    hints: ['give its number as in qdrant-auth rotate status, or end'],
  })
}
