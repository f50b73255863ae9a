import { slipsBetween } from '../nearest.ts'
import { ENTRIES } from './entries.ts'
import type { Cause, Entry } from './entry.ts'
import { recognise } from './match.ts'
import { allRules, type KnownRule, rulesIn } from './rules.ts'
import { wordsOf } from './words.ts'

export interface Explanation {
  kind: 'rule' | 'status' | 'text'
  /** The most telling first; empty where nothing is known. */
  matches: { id: string; title: string; causes: readonly Cause[] }[]
  /** Where nothing is known: what may have been meant. */
  near: { id: string; title: string }[]
}

/** More than this is no answer. */
const MOST = 5

/** What a rule id, a status code or a text of a server or client means, and how to tell its causes apart. */
export async function explain(text: string): Promise<Explanation> {
  const rules = await rulesIn(text)
  if (rules.length > 0) return { kind: 'rule', matches: rules.map(fromRule), near: [] }
  const found = recognise(text, ENTRIES).slice(0, MOST)
  if (found.length > 0) {
    const isStatus = found.every(({ entry }) => entry.vague === 2)
    return {
      kind: isStatus ? 'status' : 'text',
      matches: found.map(({ entry }) => fromEntry(entry)),
      near: [],
    }
  }
  const asked = text.trim().toLowerCase()
  if (!/^[a-z0-9/-]{1,64}$/.test(asked)) return { kind: 'text', matches: [], near: nearTexts(text) }
  return byName(asked)
}

/** An id of the table, the name of a rule without its area, or what is a few slips from one. */
async function byName(asked: string): Promise<Explanation> {
  const rules = await allRules()
  const named = rules.filter(({ rule }) => nameOf(rule.id) === nameOf(asked) && !asked.includes('/'))
  if (named.length > 0) return { kind: 'rule', matches: named.map(fromRule), near: [] }
  const entry = ENTRIES.find(({ id }) => id === asked)
  if (entry !== undefined) return { kind: 'text', matches: [fromEntry(entry)], near: [] }
  const known = [...rules.map(({ rule }) => ({ id: rule.id, title: rule.summary })), ...ENTRIES]
  return { kind: 'text', matches: [], near: nearNames(asked, known) }
}

const nameOf = (id: string): string => id.replace(/^.*\//, '')

const fromEntry = ({ id, title, causes }: Entry): Explanation['matches'][number] => ({ id, title, causes })

const fromRule = ({ rule, check }: KnownRule): Explanation['matches'][number] => ({
  id: rule.id,
  title: rule.summary.replace(/\.$/, ''),
  causes: [
    {
      cause: rule.reason,
      tell:
        rule.source === undefined || rule.source === ''
          ? 'the finding names the place, and its hint the way out'
          : `the finding names the place, and its hint the way out; in the server: ${rule.source}`,
      check,
    },
  ],
})

function nearNames(asked: string, known: readonly { id: string; title: string }[]): Explanation['near'] {
  return known
    .map(({ id, title }) => ({
      id,
      title,
      slips: Math.min(slipsBetween(asked, id), slipsBetween(nameOf(asked), nameOf(id))),
    }))
    .filter(({ id, slips }) => slips <= Math.max(1, Math.floor(nameOf(id).length / 4)))
    .sort((a, b) => a.slips - b.slips)
    .slice(0, 3)
    .map(({ id, title }) => ({ id, title }))
}

/** Entries of which most words of one text are there, in whatever order. */
function nearTexts(text: string): Explanation['near'] {
  const said = new Set(wordsOf(text).split(' '))
  return ENTRIES.map(({ id, title, texts }) => ({
    id,
    title,
    share: Math.max(...texts.map((one) => share(one, said))),
  }))
    .filter(({ share }) => share >= 0.6)
    .sort((a, b) => b.share - a.share)
    .slice(0, 3)
    .map(({ id, title }) => ({ id, title }))
}

/** How many of the words are said, of three words or more. */
function share(text: string, said: ReadonlySet<string>): number {
  const words = wordsOf(text.replace(/[*&]/g, ' ')).trim().split(' ')
  return words.length < 3 ? 0 : words.filter((word) => said.has(word)).length / words.length
}
