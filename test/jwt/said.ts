import { findingsOfToken } from '../../src/jwt/findings.ts'
import { KEY } from '../qdrant/token/signed.ts'

const NOW = new Date('2026-11-23T12:00:00.750Z')

/** Everything said of a token: level, rule, message, and the hint behind an arrow. */
export const said = (token: string, version = '1.19.0'): string[] =>
  findingsOfToken(token, KEY, NOW, version).map(
    ({ level, ruleId, message, hint }) =>
      `${level} ${ruleId}: ${message}${hint === undefined ? '' : ` → ${hint}`}`,
  )
