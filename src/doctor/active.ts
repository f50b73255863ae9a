import { QdrantAuthError } from '../errors.ts'
import { mintToken } from '../jwt/mint.ts'
import { NEWEST_VERSION } from '../qdrant/versions.ts'
import { without } from '../server/error-text.ts'
import { type Call, callServer, type Endpoint } from '../server/rest.ts'
import { shown } from '../shown.ts'
import {
  type ActiveFacts,
  type Credential,
  type DoorFacts,
  isToken,
  type Reception,
  takesTokens,
} from './facts.ts'
import { endpointAt, type Visit } from './visit.ts'

interface Experiment {
  /** Verified: keys are sent there. */
  endpoint: Omit<Endpoint, 'apiKey'> & { timeout: number }
  /** Of a collection that is not there. */
  collection: string
  fullKey: Credential
  readOnlyKey: Credential | undefined
  tokens: boolean
  interrupt: AbortSignal
  now: Date
}

const TOKEN_SECONDS = 600

/** The trial with a key that is known to have full access, over REST; undefined where there is none. */
export async function scratchTrial(
  visit: Visit,
  rest: DoorFacts | undefined,
): Promise<ActiveFacts | undefined> {
  const { examination, limits, ports, scratch } = visit
  const port = ports.find(({ name }) => name === 'rest')
  const known = (reception: Reception) =>
    rest?.received.filter((one) => one.reception === reception).map(({ credential }) => credential) ?? []
  // A token cannot sign others.
  const full = known('full').find(({ value }) => !isToken(value))
  if (rest === undefined || port === undefined || full === undefined) return undefined
  return tryScratch({
    endpoint: { ...endpointAt(port, visit, false), timeout: limits.timeout },
    collection: scratch,
    fullKey: full,
    readOnlyKey: known('read').find(({ expected }) => expected === 'read'),
    tokens: takesTokens(rest) === true,
    interrupt: limits.interrupt,
    now: examination.now,
  })
}

/** Makes a collection, tries in it what each kind of credential may do, and removes it again, whatever happens. */
async function tryScratch(experiment: Experiment): Promise<ActiveFacts> {
  const { collection, fullKey, interrupt, endpoint } = experiment
  if (interrupt.aborted) throw new QdrantAuthError('interrupted', 'interrupted: nothing was changed')
  // Not interrupted half-way: nobody could say afterwards whether it is there.
  const created = await attempt(experiment, fullKey.value, {
    method: 'PUT',
    path: `/collections/${collection}`,
    body: { vectors: { size: 1, distance: 'Dot' } },
  })
  const failures: string[] = []
  let left = false
  try {
    const signal = AbortSignal.any([interrupt, AbortSignal.timeout(endpoint.timeout)])
    if (created.status !== 200) failures.push(`${fullKey.name} cannot make a collection: ${created.text}`)
    else failures.push(...(await trials(experiment, signal)))
  } finally {
    left = await remove(experiment)
  }
  if (interrupt.aborted)
    throw new QdrantAuthError(
      'interrupted',
      `interrupted${left ? '' : ': the scratch collection is removed'}`,
      {
        hints: left ? [`the collection ${collection} may still be there: delete it`] : [],
      },
    )
  return { collection, failures, left }
}

/** Who may do what; each a call and the status it must be answered with. */
async function trials(experiment: Experiment, signal: AbortSignal): Promise<string[]> {
  const { collection, fullKey, readOnlyKey, tokens } = experiment
  const path = `/collections/${collection}`
  const write: Call = {
    method: 'PUT',
    path: `${path}/points?wait=true`,
    body: { points: [{ id: 1, vector: [1] }] },
  }
  const read: Call = { method: 'POST', path: `${path}/points/scroll`, body: { limit: 1 } }
  const trial = async (who: string, credential: string, may: boolean, what: string, call: Call) => {
    const { status, text } = await attempt(experiment, credential, call, signal)
    if (status === (may ? 200 : 403)) return []
    const told = may ? 'cannot' : status === 200 ? 'may, which it must not,' : 'is not refused to'
    return [`${who} ${told} ${what}: ${text}`]
  }
  const failures = await trial(fullKey.name, fullKey.value, true, 'write points', write)
  if (readOnlyKey !== undefined) {
    const { name, value } = readOnlyKey
    failures.push(...(await trial(name, value, true, 'read points', read)))
    failures.push(...(await trial(name, value, false, 'write points', write)))
  }
  if (!tokens) return failures
  const [reader, writer] = [await token(experiment, 'r'), await token(experiment, 'rw')]
  const others = { ...read, path: `${path}-other/points/scroll` }
  failures.push(
    ...(await trial('a token with r', reader, true, 'read points', read)),
    ...(await trial('a token with r', reader, false, 'write points', write)),
    ...(await trial('a token with rw', writer, true, 'write points', write)),
    ...(await trial('a token with rw', writer, false, 'read another collection', others)),
    ...(await trial('a token with rw', writer, false, 'delete its collection', { method: 'DELETE', path })),
  )
  return failures
}

const token = ({ collection, fullKey, now }: Experiment, access: 'r' | 'rw'): Promise<string> =>
  mintToken({
    claims: {
      exp: Math.floor(now.getTime() / 1000) + TOKEN_SECONDS,
      access: [{ collection, access }],
      subject: 'qdrant-auth doctor',
    },
    key: fullKey.value,
    // Short keys are told about elsewhere, and this token lives for minutes on a collection of seconds.
    allowWeak: true,
    now,
    serverVersion: NEWEST_VERSION,
  })

/** Whether the collection may still be there. Not stopped by an interrupt: this is what it waits for. */
async function remove(experiment: Experiment): Promise<boolean> {
  const { fullKey, collection } = experiment
  const path = `/collections/${collection}`
  for (const _ of [1, 2]) {
    const deleted = await attempt(experiment, fullKey.value, { method: 'DELETE', path })
    // Who does not answer once is not waited for four times.
    if (deleted.status === 0) return true
    const { status, text } = await attempt(experiment, fullKey.value, { method: 'GET', path })
    if (status === 404 && text.includes(collection)) return false
  }
  return true
}

/** An answer, or status 0 with the reason for none. */
async function attempt(
  { endpoint }: Experiment,
  apiKey: string,
  call: Call,
  signal: AbortSignal = new AbortController().signal,
): Promise<{ status: number; text: string }> {
  try {
    const { status, text } = await callServer({ ...endpoint, apiKey, signal }, call)
    return { status, text: shown(`${status} ${without(apiKey, text).slice(0, 200)}`) }
  } catch (error) {
    if (error instanceof QdrantAuthError && error.code !== 'server-unreachable') throw error
    return { status: 0, text: error instanceof QdrantAuthError ? error.message : 'no answer in time' }
  }
}
