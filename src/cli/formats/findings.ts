import { countByLevel, type Finding } from '../../finding.ts'
import type { Words } from '../report.ts'
import { githubFormat } from './github.ts'
import { junitFormat } from './junit.ts'
import { type RuleSummary, sarifFormat } from './sarif.ts'
import { type LinesOf, textFormat } from './text.ts'

export const FINDING_FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const

export type FindingFormat = (typeof FINDING_FORMATS)[number]

export interface FindingsSource {
  findings: readonly Finding[]
  /** What was looked at, for formats that also name the clean files. */
  checked: readonly string[]
  linesOf: LinesOf
  summaryOf: RuleSummary
}

/** The findings in one of the formats; `json` is the envelope, which the report itself makes. */
export function findingsInWords(source: FindingsSource, format: Exclude<FindingFormat, 'json'>): Words {
  const { findings, checked, linesOf, summaryOf } = source
  if (format === 'sarif') return sarifFormat(findings, summaryOf)
  if (format === 'junit') return junitFormat(findings, checked)
  if (format === 'github') return githubFormat(findings)
  return (style) => textFormat(findings, linesOf, style)
}

/** The fields every checker's JSON has. */
export const findingsJson = (
  findings: readonly Finding[],
): { findings: readonly Finding[]; summary: object } => ({
  findings,
  summary: countByLevel(findings),
})
