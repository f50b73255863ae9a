import type { ScannerState } from './scanner-state.ts'

/** The server counts nested flow collections in one byte. */
const DEEPEST_FLOW = 255

/** `[` or `{`. */
export function openFlow(state: ScannerState, kind: 'flow-sequence-start' | 'flow-mapping-start'): void {
  const { cursor } = state
  state.saveCandidate()
  state.demandOneColumn()
  state.candidates.open(cursor.place())
  if (state.flowLevel === DEEPEST_FLOW) cursor.fail('recursion limit exceeded')
  state.flowLevel++
  state.keyAllowed = true
  const start = cursor.place()
  cursor.skip()
  const token = { kind, start, end: cursor.offset }
  if (kind === 'flow-mapping-start') state.flowMapping = true
  cursor.skipBlanksAndComment(true)
  state.tokens.push(token)
}

/** `]` or `}`, also where nothing is open. */
export function closeFlow(state: ScannerState, kind: 'flow-sequence-end' | 'flow-mapping-end'): void {
  const { cursor } = state
  state.candidates.rejectCurrent(cursor)
  if (state.inFlow) {
    state.flowLevel--
    state.candidates.close()
  }
  state.keyAllowed = false
  endImplicitMapping(state)
  const start = cursor.place()
  cursor.skip()
  const token = { kind, start, end: cursor.offset }
  cursor.skipBlanksAndComment(true)
  if (state.inFlow) state.adjacentValueAt = cursor.index
  state.tokens.push(token)
}

/** The comma. */
export function scanFlowEntry(state: ScannerState): void {
  const { cursor } = state
  state.candidates.rejectCurrent(cursor)
  state.keyAllowed = true
  endImplicitMapping(state)
  const start = cursor.place()
  cursor.skip()
  cursor.skipBlanksAndComment(true)
  state.push('flow-entry', start)
}

/** `[a: b]` holds a mapping that nothing but the next comma or bracket ends. */
function endImplicitMapping(state: ScannerState): void {
  if (!state.implicitMapping) return
  state.implicitMapping = false
  state.flowMapping = false
  state.push('flow-mapping-end', state.cursor.place())
}
