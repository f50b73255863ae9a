import type { Note, Report } from '../../cli/report.ts'
import type { Style } from '../../cli/style.ts'
import { columns } from '../../cli/table.ts'
import { PAGE_WIDTH, wrap } from '../../cli/wrap.ts'
import type { ExitCode } from '../../errors.ts'
import type { Evidence } from '../../rotate/evidence.ts'
import { isWaitedFor } from '../../rotate/guards.ts'
import { currentPhase, type JournalPhase, type Rotation } from '../../rotate/journal.ts'

/** Where a rotation is, for people and scripts (design contract 3.8). */
export function rotationReport(
  rotation: Rotation,
  {
    notes = [],
    exitCode,
    isPlan = false,
  }: { notes?: readonly Note[]; exitCode?: ExitCode; isPlan?: boolean } = {},
): Report {
  const next = nextCommand(rotation)
  return {
    json: {
      id: rotation.id,
      kind: rotation.kind,
      state: rotation.state,
      direction: rotation.direction,
      keys: rotation.keys,
      phase: currentPhase(rotation)?.title ?? null,
      plan: rotation.phases.map(({ title, kind, state, reason, settings, doneAt, nodes, evidence }) => ({
        step: title,
        kind,
        state,
        reason,
        settings,
        doneAt,
        nodes: Object.fromEntries(Object.entries(nodes).map(([name, { step }]) => [name, step])),
        evidence,
      })),
      next: next ?? null,
    },
    text: (style) => (isPlan ? planInWords(rotation) : inWords(rotation, style)),
    notes: [...notes, ...(next === undefined ? [] : [{ level: 'plain' as const, message: `next: ${next}` }])],
    ...(exitCode !== undefined && { exitCode }),
  }
}

/** The command that goes on from here; undefined at the end. */
function nextCommand(rotation: Rotation): string | undefined {
  const phase = currentPhase(rotation)
  if (rotation.state !== 'running') return undefined
  const waits = phase !== undefined && isWaitedFor(rotation, phase)
  return `qdrant-auth rotate next${waits ? ' --callers-moved' : ''}`
}

const KIND_WORDS: Record<Rotation['kind'], string> = {
  'api-key': 'api_key',
  emergency: 'api_key, emergency',
  'read-only': 'read_only_api_key',
  'enable-auth': 'the first api_key',
  'enable-internal-auth': 'enforce_internal_auth',
}

const changeOf = ({ old, new: fresh }: Rotation['keys']): string =>
  [old, fresh].filter((key) => key !== null).join(' → ')

/** What a dry run says: nothing has begun, so nothing is next or running; each phase with why it is there. */
function planInWords({ kind, keys, phases }: Rotation): string {
  const lines = phases.map(
    (phase, index) =>
      `  ${index + 1}. ${titleOf(phase)}\n${phase.reason === '' ? '' : wrap(phase.reason, PAGE_WIDTH, '     ')}`,
  )
  const fresh = keys.new ?? (kind === 'enable-internal-auth' ? null : 'a new random key')
  return `Would rotate ${KIND_WORDS[kind]} ${changeOf({ ...keys, new: fresh })}\n${lines.join('')}`
}

function inWords(rotation: Rotation, style: Style): string {
  const { id, kind, state, direction, keys, phases } = rotation
  const back = direction === 'back' && state === 'running' ? ', on its way back' : ''
  const head = `Rotation ${id}: ${KIND_WORDS[kind]} ${changeOf(keys)}, ${state}${back}\n`
  const lines = phases.map((phase, index) => phaseLine(phase, index, rotation, style)).join('')
  const proved = phases.filter(({ evidence }) => evidence.length > 0).at(-1)
  return `${head}${lines}${proved === undefined ? '' : `\n${evidenceTable(proved.evidence)}`}`
}

function phaseLine(phase: JournalPhase, index: number, rotation: Rotation, style: Style): string {
  const { state, kind, nodes } = phase
  const isNext = state === 'running' || (phase === currentPhase(rotation) && rotation.state === 'running')
  const mark = isNext ? style.bold('next   ') : state.padEnd(7)
  const done = Object.values(nodes).filter(({ step }) => step === 'proved').length
  const some = state === 'running' && kind === 'restart' ? ` (${done} nodes done)` : ''
  return `  ${mark} ${index + 1}. ${titleOf(phase)}${some}\n`
}

const titleOf = ({ kind, title }: JournalPhase): string =>
  `${kind === 'restart' ? 'every node: ' : ''}${title}`

/** Nodes and their ports down, credentials across; `!` where an answer is not the one that was wanted. */
function evidenceTable(evidence: readonly Evidence[]): string {
  const split = ({ probe }: Evidence) => probe.split(': ') as [string, string]
  const credentials = [...new Set(evidence.map((one) => split(one)[1]))]
  const rows = new Map<string, Map<string, string>>()
  for (const one of evidence) {
    const [port, credential] = split(one)
    const row = rows.get(`${one.node} ${port}`) ?? new Map<string, string>()
    rows.set(`${one.node} ${port}`, row.set(credential, shortAnswer(one)))
  }
  const body = [...rows].map(([name, row]) => [
    name,
    ...credentials.map((credential) => row.get(credential) ?? ''),
  ])
  const heads = credentials.map(shortName)
  return columns([
    ['', ...heads.map(([first]) => first)],
    ['', ...heads.map(([, second]) => second)],
    ...body,
  ])
}

/** In two lines, so that eight credentials fit side by side. */
function shortName(credential: string): [string, string] {
  const [, first = '', second = ''] =
    /^(?:(?:a )?(old|new|wrong|no) (key)|(expired|token)(?: token)? (of \w+) key)$/
      .exec(credential)
      ?.filter((part) => part !== undefined) ?? []
  return [first, second]
}

/** The row says already which protocol it is. */
const shortAnswer = ({ status, asWanted }: Evidence): string =>
  `${/^(?:grpc )?(\d+)/.exec(status)?.[1] ?? 'none'}${asWanted ? '' : ' !'}`
