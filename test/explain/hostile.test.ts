import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ENTRIES } from '../../src/explain/entries.ts'
import { explain } from '../../src/explain/explain.ts'

const MB = 1 << 20

const fill = (piece: string): string => piece.repeat(Math.ceil(MB / piece.length)).slice(0, MB)

/** What makes a careless pattern slow: long runs, near misses without end, and starts that are never finished. */
const LARGE: Record<string, string> = {
  'one letter': fill('a'),
  blanks: fill(' '),
  backslashes: fill('\\'),
  digits: fill('4'),
  'escape characters': fill('\x1b'),
  'a colour without an end': `\x1b[${fill('0;')}`,
  'a title without an end': fill('\x1b]0;'),
  'first halves': fill('access to collection '),
  'first halves run together': fill('accesstocollection'),
  'tonic status errors': fill('tonic status error '),
  statuses: fill('status: 401 '),
  'statuses without a number': fill('status code '),
  ids: fill('config/x '),
  'an id without an end': `config/${fill('a-')}`,
  entities: fill('&#39'),
  ligatures: fill('\ufdfa').slice(0, MB / 4),
  'a log': fill(
    '2026-11-26T06:00:00Z  INFO actix_web::middleware::logger: 10.0.0.1 "GET /collections HTTP/1.1" 200 113\n',
  ),
}

test.each(Object.entries(LARGE))(
  'a megabyte of %s takes seconds at most, and none on an idle machine',
  async (_name, text) => {
    const before = performance.now()
    await explain(text)
    expect(performance.now() - before).toBeLessThan(3000)
  },
)

test('the error at the end of a megabyte of log is found', async () => {
  const { matches } = await explain(
    `${LARGE['a log']}\nWARN qdrant: Invalid JWT, stateful validation failed\n`,
  )
  expect(matches.map(({ id }) => id)).toEqual(['server/guard'])
})

const fragments = ENTRIES.flatMap(({ texts }) => texts)

test('no text makes it fail', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 60 }),
          fc.constantFrom(...fragments),
          fc.constantFrom('\x1b[31m', '\\n', '\ud800', '401', 'config/', '&quot;', '*', ' & '),
        ),
        { maxLength: 8 },
      ),
      async (parts) => {
        const { kind, matches, near } = await explain(parts.join(' '))
        expect(['rule', 'status', 'text']).toContain(kind)
        expect(matches.length).toBeLessThanOrEqual(5)
        expect(near.length).toBeLessThanOrEqual(3)
      },
    ),
    { numRuns: 200 },
  )
}, 60_000)
