import fc from 'fast-check'

/** Bytes that readers have special words for. */
const PIECES = [
  ...[
    '\0',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '"',
    "'",
    '\\',
    '#',
    ':',
    ': ',
    '- ',
    '? ',
    '&a',
    '*a',
    '!',
    '!!binary ',
    '%',
    '|',
    '>',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    '---',
    '...',
    '<<: ',
    '\ufeff',
    '\u2028',
    '\ud83d\ude00',
    '~',
    'null',
    '.',
    '=',
    '_',
    '-',
  ],
  ...[
    '\\u0000',
    '1e999',
    '0x',
    '0o7',
    '9'.repeat(40),
    '-----BEGIN ',
    '-----END ',
    '-----',
    'MII',
    'A'.repeat(70),
  ],
].map((text) => Buffer.from(text))

const raw = [
  [0x30, 0x80],
  [0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
  [0xff],
  [0xc3],
  [0x02, 0x00],
  [0x1f, 0x80, 0x01],
]

type Change = (bytes: Buffer) => Buffer

const cut = (bytes: Buffer, at: number): number => Math.floor(at * (bytes.length + 1))
const piece = fc.oneof(
  fc.constantFrom(...PIECES, ...raw.map((one) => Buffer.from(one))),
  fc.uint8Array({ maxLength: 8 }).map((one) => Buffer.from(one)),
)
// Not a double: of those, nearly all are next to 0.
const place = fc.nat({ max: 999_999 }).map((one) => one / 1_000_000)
const short = fc.nat({ max: 40 })

const insert = fc.tuple(place, piece).map(
  ([at, added]): Change =>
    (bytes) =>
      Buffer.concat([bytes.subarray(0, cut(bytes, at)), added, bytes.subarray(cut(bytes, at))]),
)
const remove = fc.tuple(place, short).map(
  ([at, length]): Change =>
    (bytes) =>
      Buffer.concat([bytes.subarray(0, cut(bytes, at)), bytes.subarray(cut(bytes, at) + length)]),
)
const overwrite = fc.tuple(place, fc.nat({ max: 255 })).map(
  ([at, value]): Change =>
    (bytes) => {
      const copy = Buffer.from(bytes)
      if (copy.length > 0) copy[Math.min(cut(bytes, at), copy.length - 1)] = value
      return copy
    },
)
const repeat = fc.tuple(place, short, fc.constantFrom(2, 3, 10, 500)).map(
  ([at, length, times]): Change =>
    (bytes) => {
      const from = cut(bytes, at)
      const part = bytes.subarray(from, from + length)
      return Buffer.concat([
        bytes.subarray(0, from),
        ...new Array<Buffer>(times).fill(part),
        bytes.subarray(from),
      ])
    },
)
const truncate = place.map(
  (at): Change =>
    (bytes) =>
      bytes.subarray(0, cut(bytes, at)),
)

/** One of the samples with some of its bytes changed, doubled, moved or lost. */
export function mutated(samples: readonly (string | Uint8Array)[]): fc.Arbitrary<Buffer> {
  const one = fc.constantFrom(...samples.map((sample): Buffer => Buffer.from(sample)))
  const change = fc.oneof(
    { weight: 4, arbitrary: insert },
    { weight: 3, arbitrary: overwrite },
    { weight: 2, arbitrary: remove },
    repeat,
    truncate,
    // The rest of another sample.
    fc.tuple(place, one).map(
      ([at, other]): Change =>
        (bytes) =>
          Buffer.concat([bytes.subarray(0, cut(bytes, at)), other.subarray(cut(other, at))]),
    ),
  )
  return fc
    .tuple(one, fc.array(change, { minLength: 1, maxLength: 6 }))
    .map(([sample, changes]) => changes.reduce<Buffer>((bytes, next) => next(bytes), sample))
}

const odd = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    '',
    0,
    -1,
    1e9,
    1e308,
    '\u202e',
    '\ud800',
    [null],
    { a: null },
    true,
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

/** The JSON sample with one to three of its values replaced by others, of any kind. */
export const reshaped = (sample: string): fc.Arbitrary<string> =>
  fc.array(fc.tuple(place, odd), { minLength: 1, maxLength: 3 }).map((changes) => {
    const whole: Parent = { value: JSON.parse(sample) }
    for (const [at, other] of changes) {
      const spots = spotsIn(whole)
      const [parent, name] = spots[Math.floor(at * spots.length)] ?? [whole, 'value']
      parent[name] = structuredClone(other)
    }
    return JSON.stringify(whole.value)
  })

type Parent = Record<string, unknown>

const spotsIn = (parent: Parent): [Parent, string][] =>
  Object.entries(parent).flatMap(([name, value]) => [
    [parent, name],
    ...(typeof value === 'object' && value !== null ? spotsIn(value as Parent) : []),
  ])
