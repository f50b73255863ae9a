import { pathToFileURL } from 'node:url'
import type { Finding } from '../../finding.ts'
import { VERSION } from '../../version.ts'

/** Says what a rule is about in one sentence; the texts live with the rules. */
export type RuleSummary = (ruleId: string) => string | undefined

/** SARIF 2.1.0 (OASIS), one run. Columns count UTF-16 units, which is what our findings carry. */
export function sarifFormat(findings: readonly Finding[], summaryOf: RuleSummary): string {
  const ruleIds = [...new Set(findings.map(({ ruleId }) => ruleId))].sort()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'qdrant-auth',
            semanticVersion: VERSION,
            rules: ruleIds.map((id) => ({ id, shortDescription: { text: summaryOf(id) ?? id } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, ruleIds.indexOf(finding.ruleId))),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function result(finding: Finding, ruleIndex: number): object {
  const { ruleId, level, message, hint, location } = finding
  return {
    ruleId,
    ruleIndex,
    level,
    message: { text: hint === undefined ? message : `${message}\n${hint}` },
    ...(location !== undefined && { locations: [placeOf(location)] }),
  }
}

function placeOf(location: NonNullable<Finding['location']>): object {
  if ('env' in location) return { logicalLocations: [{ name: location.env, kind: 'variable' }] }
  const { file, line, column, endLine, endColumn } = location
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  }
}

/** Relative paths stay relative (code scanning resolves them against the checkout); both forms are escaped. */
function uriOf(file: string): string {
  if (file.startsWith('/')) return pathToFileURL(file).href
  return file.split(/[\\/]/).map(encodeURIComponent).join('/')
}
