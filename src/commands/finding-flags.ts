import { type Command, Option } from 'commander'
import { FINDING_FORMATS, type FindingFormat } from '../cli/formats/findings.ts'
import type { Level } from '../finding.ts'

/** Flags of verbs that print findings. */
export interface FindingFlags<Format = FindingFormat> {
  format: Format
  failOn: Level
}

/** `more` are formats of this verb alone. */
export const withFindings = (command: Command, more: readonly string[] = []): Command =>
  command
    .addOption(
      new Option('--format <name>', 'how findings are printed')
        .choices([...FINDING_FORMATS, ...more])
        .default('text'),
    )
    .addOption(
      new Option('--fail-on <level>', 'exit 1 at findings of this level')
        .choices(['error', 'warning', 'note'])
        .default('error'),
    )
