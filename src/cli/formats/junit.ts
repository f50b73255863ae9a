import type { Finding } from '../../finding.ts'
import { place } from './text.ts'

/** JUnit XML as CI systems read it: a suite a file, a failed case a finding; a clean file is one passed case. */
export function junitFormat(findings: readonly Finding[], checked: readonly string[]): string {
  const suites = new Map<string, Finding[]>(checked.map((file) => [file, []]))
  for (const finding of findings) {
    const name = suiteOf(finding)
    suites.set(name, [...(suites.get(name) ?? []), finding])
  }
  const body = [...suites].map(([name, found]) => suite(name, found)).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${body}</testsuites>\n`
}

function suiteOf({ location }: Finding): string {
  if (location === undefined) return 'qdrant-auth'
  return 'env' in location ? 'environment' : location.file
}

function suite(name: string, findings: readonly Finding[]): string {
  const cases =
    findings.length === 0
      ? `    <testcase name="no findings" classname=${attribute(name)}/>\n`
      : findings.map((finding) => failedCase(name, finding)).join('')
  const tests = Math.max(1, findings.length)
  return `  <testsuite name=${attribute(name)} tests="${tests}" failures="${findings.length}" errors="0">\n${cases}  </testsuite>\n`
}

function failedCase(suiteName: string, finding: Finding): string {
  const { ruleId, level, message, hint } = finding
  const text = `${place(finding)}${level}: ${message}${hint === undefined ? '' : `\nhint: ${hint}`}`
  return (
    `    <testcase name=${attribute(`${ruleId} ${place(finding)}`.trim())} classname=${attribute(suiteName)}>\n` +
    `      <failure message=${attribute(message)} type=${attribute(level)}>${escapeXml(text)}</failure>\n` +
    '    </testcase>\n'
  )
}

const attribute = (text: string): string =>
  `"${escapeXml(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`

/** Characters XML 1.0 cannot hold at all become U+FFFD. */
const escapeXml = (text: string): string =>
  text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\uD800-\uDFFF\uFFFE\uFFFF]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
