import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportPage } from '../../src/audit/html/page.ts'
import { auditReport } from '../../src/audit/report.ts'
import { put, temporaryDirectory } from '../support/directory.ts'
import { line, read } from './lines.ts'

const NOW = new Date('2026-11-23T12:00:00Z')

const HOSTILE = [
  `"><script>document.title='owned'</script>`,
  `<img src=x onerror="document.title='owned'">`,
  `</style><script>document.title='owned'</script>`,
  `--><svg onload="document.title='owned'">`,
  `javascript:document.title='owned'`,
  `{{7*7}}\u202e\u0000\u001b[2J`,
]

/** Two weeks of a few callers, with everything in it that the page has a place for. */
function page(): string {
  const lines: string[] = []
  for (let hour = 0; hour < 14 * 24; hour++)
    for (const [index, subject] of [
      'indexer',
      'search-api',
      'a-subject-with-quite-a-long-name-of-its-own',
    ].entries())
      lines.push(
        line({
          timestamp: new Date(Date.UTC(2026, 10, 9, hour)).toISOString(),
          method: 'query_batch',
          subject,
          remote: `10.0.0.${index}`,
          collection: `collection-${(hour + index) % 9}`,
        }),
      )
  for (const text of HOSTILE)
    lines.push(
      line({
        method: text,
        api: text,
        subject: text,
        remote: text,
        collection: text,
        result: 'denied',
        error: text,
      }),
    )
  for (let second = 0; second < 40; second++)
    lines.push(
      line({
        api: '/collections',
        auth_type: 'None',
        remote: '203.0.113.7',
        result: 'denied',
        error: 'Unauthorized',
      }),
    )
  lines.push(line({ method: 'create_collection', auth_type: 'ApiKey', remote: '10.0.0.9' }), 'garbage\n')
  const { tally, reader } = read(lines)
  const claims = { access: 'r' as const, subject: HOSTILE[0] ?? '' }
  const token = { name: 'forgotten', claims: { ...claims, subject: 'nobody' }, key: 'fp:1', sha256: '' }
  const registry = [{ ...token, mintedAt: '2026-01-01T00:00:00Z', expiresAt: null, revoked: false }]
  return reportPage(auditReport({ tally, reader, registry, now: NOW }), NOW)
}

test('the page loads nothing, runs nothing, and its policy forbids both', () => {
  const text = page()
  expect(text).toContain(`content="default-src 'none'; style-src 'sha256-`)
  expect(text).not.toMatch(
    /<script|<link|<iframe|<object|<embed|<form|<img|@import|url\(|\sstyle=|\son\w+="/i,
  )
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\u202a-\u202e]/)
  for (const hostile of HOSTILE.slice(0, 4)) expect(text).not.toContain(hostile)
})

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => spawnSync(path, ['--version']).status === 0,
)

describe.skipIf(CHROMIUM === undefined)('in chromium (needs the program chromium)', () => {
  let browser: Browser
  let url: string

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    })
  }, 60_000)
  afterAll(() => browser?.close())

  async function opened(options: { width: number; colorScheme: 'light' | 'dark' }) {
    const path = join(temporaryDirectory(), 'report.html')
    put(path, page())
    url = `file://${path}`
    const { colorScheme, width } = options
    const tab = await browser.newPage({ colorScheme, viewport: { width, height: 800 } })
    const said: string[] = []
    const requests: string[] = []
    tab.on('console', (message) => said.push(message.text()))
    tab.on('pageerror', (error) => said.push(error.message))
    tab.on('request', (request) => requests.push(request.url()))
    tab.on('dialog', (dialog) => void dialog.dismiss())
    await tab.goto(url)
    return { tab, said, requests }
  }

  test('hostile texts do nothing, and nothing is asked of the network', async () => {
    const { tab, said, requests } = await opened({ width: 1200, colorScheme: 'light' })
    expect([await tab.title(), said, requests]).toEqual(['Qdrant audit report', [], [url]])
    expect(await tab.locator('script, img, form').count()).toBe(0)
    expect(await tab.locator('#subjects tbody th').allInnerTexts()).toContain(HOSTILE[0])
    // The style sheet is let through by its hash.
    expect(await tab.evaluate('getComputedStyle(document.querySelector(".tile")).borderRadius')).toBe('12px')
    await tab.close()
  }, 60_000)

  test('light and dark, with text that can be read on both', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { tab } = await opened({ width: 1200, colorScheme })
      const ratios = await tab.evaluate(CONTRAST)
      expect(ratios as string[], colorScheme).toEqual([])
      await tab.close()
    }
  }, 60_000)

  test('at the width of a phone nothing is beside the screen', async () => {
    const { tab } = await opened({ width: 360, colorScheme: 'light' })
    expect(await tab.evaluate('document.documentElement.scrollWidth')).toBe(360)
    const beyond = `[...document.querySelectorAll('body *')].filter((e) => !e.closest('.scroll, .hidden, .skip') &&
      e.getBoundingClientRect().right > 360.5).map((e) => e.tagName + '.' + e.className)`
    expect(await tab.evaluate(beyond)).toEqual([])
    await tab.close()
  }, 60_000)

  test('the keyboard reaches every part, and what scrolls', async () => {
    const { tab } = await opened({ width: 360, colorScheme: 'light' })
    await tab.keyboard.press('Tab')
    expect(await tab.evaluate('document.activeElement.textContent')).toBe('Skip to the report')
    const reached = new Set<string>()
    for (let press = 0; press < 40; press++) {
      await tab.keyboard.press('Tab')
      const at = 'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent'
      reached.add(String(await tab.evaluate(at)))
    }
    for (const part of ['Timeline', 'Denials', 'The same as a table', 'Subjects by collections'])
      expect([...reached], part).toContain(part)
    await tab.close()
  }, 60_000)

  test('bars and cells are where the numbers say', async () => {
    const { tab } = await opened({ width: 1200, colorScheme: 'light' })
    const bars = tab.locator('.timeline g')
    expect(await bars.count()).toBe(59)
    expect(await bars.first().locator('title').textContent()).toBe(
      '2026-11-09 00:00, 6 h: 18 events, 0 denied',
    )
    expect(await tab.locator('.heat tbody td').count()).toBe(7 * 24)
    expect(await tab.locator('.heat tbody td').first().getAttribute('title')).toBe('Mon 00:00: 6 events')
    const cell = tab.locator('.matrix tbody tr', { hasText: 'indexer' }).locator('td').first()
    expect(await cell.textContent()).toBe('38')
    await tab.close()
  }, 60_000)
})

/** Texts whose contrast with what is behind them is below 4.5 (WCAG 2, AA). */
const CONTRAST = `(() => {
  const channels = (text) => text.match(/[\\d.]+/g).map(Number)
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    return 0.2126 * x + 0.7152 * y + 0.0722 * z
  }
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = channels(getComputedStyle(e).backgroundColor)
      if (c.length === 3 || c[3] > 0) return c
    }
  }
  const poor = []
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || e.closest('.hidden, title')) continue
    const [a, b] = [light(channels(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x)
    const ratio = (a + 0.05) / (b + 0.05)
    if (ratio < 4.5) poor.push(e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 20) + ' ' + ratio.toFixed(2))
  }
  return [...new Set(poor)]
})()`
