import type { Agent } from 'node:http'
import { without } from '../server/error-text.ts'
import { type Answer, callServer } from '../server/rest.ts'
import { shown } from '../shown.ts'
import type { Cluster } from './cluster.ts'
import { type Plain, plain, plainList } from './foreign.ts'

/** Milliseconds for one answer of a node. */
const TIMEOUT = 5000

/** What a node says that is of no use; the message goes behind its name. */
export class NoAnswer extends Error {}

/** The `result` of an answer in JSON. */
export async function resultOf(asked: Promise<Answer>): Promise<Plain> {
  const { status, text } = await asked
  if (status !== 200) throw new NoAnswer(`answers ${status} ${shown(text.slice(0, 100))}`)
  try {
    // Numbers of 64 bits, which JSON.parse would round.
    const { result } = JSON.parse(text.replace(/"peer_id":(\d+)/g, '"peer_id":"$1"'))
    if (typeof result === 'object' && result !== null) return result
  } catch {}
  throw new NoAnswer(FOREIGN)
}

const FOREIGN = 'answers with something that is not of Qdrant'

/** What may be left out; anything else of another kind would be taken for "nothing there", and all for well. */
export function tableIn(value: unknown): Plain {
  if (plain(value) !== value && (value ?? null) !== null) throw new NoAnswer(FOREIGN)
  return plain(value)
}

export function listIn(value: unknown): Plain[] {
  if (!Array.isArray(value ?? [])) throw new NoAnswer(FOREIGN)
  return plainList(value)
}

export type Askable = Pick<Cluster, 'authority' | 'identity' | 'allowPlaintext'>

/** Some nodes take one key and some the other: the first that is not refused. */
export async function askAs(
  keys: readonly string[],
  rest: URL,
  { authority, identity, allowPlaintext }: Askable,
  path: string,
  agent: Agent,
  signal: AbortSignal,
  body?: object,
): Promise<Answer> {
  let answer: Answer = { status: 401, text: '' }
  for (const apiKey of keys) {
    const endpoint = {
      url: rest,
      authority,
      identity,
      allowPlaintext,
      apiKey,
      agent,
      timeout: TIMEOUT,
      signal,
    }
    answer = await callServer(endpoint, {
      path,
      ...(body === undefined ? { method: 'GET' } : { method: 'POST', body }),
    })
    // What refuses is told; what is given is data.
    if (answer.status !== 200) answer = { ...answer, text: without(apiKey, answer.text) }
    if (answer.status !== 401 && answer.status !== 403) break
  }
  return answer
}
