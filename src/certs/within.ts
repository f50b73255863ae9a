import { QdrantAuthError } from '../errors.ts'

/** When a certificate is due: so many seconds before it ends, or when this share of its life is over. */
export type Within = { seconds: number } | { percent: number }

const UNITS: Record<string, number> = { m: 60, h: 3600, d: 86_400, w: 604_800 }

/** `30d`, `12h`, `90m`, `2w` or `66%`; `bad-value` for anything else. */
export function parseWithin(text: string): Within {
  const [, digits = '', unit = ''] = /^(\d{1,6})([mhdw%])$/.exec(text) ?? []
  const amount = Number(digits)
  if (unit === '%' && amount >= 1 && amount <= 100) return { percent: amount }
  const seconds = UNITS[unit]
  if (digits !== '' && seconds !== undefined) return { seconds: amount * seconds }
  throw new QdrantAuthError(
    'bad-value',
    `${JSON.stringify(text)} is no time before the end of a certificate`,
    {
      hints: ['write 30d, 12h, or 66% for two thirds of its life'],
    },
  )
}

export interface Life {
  notBefore: Date
  notAfter: Date
}

export function isDue({ notBefore, notAfter }: Life, within: Within, now: Date): boolean {
  const left = notAfter.getTime() - now.getTime()
  if ('seconds' in within) return left < within.seconds * 1000
  const whole = notAfter.getTime() - notBefore.getTime()
  return whole - left >= (whole * within.percent) / 100
}
