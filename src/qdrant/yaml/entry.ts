import { code, isBlankOrEnd, isBreak, isFlow, isWord, SPACE, TAB } from './characters.ts'
import type { KeyCandidate } from './key-candidates.ts'
import type { Place } from './place.ts'
import type { ScannerState } from './scanner-state.ts'

/** `- item`. */
export function scanBlockEntry(state: ScannerState): void {
  const { cursor } = state
  if (state.inFlow) cursor.fail('"-" is only valid inside a block')
  if (!state.keyAllowed) cursor.fail('block sequence entries are not allowed in this context')
  const last = state.tokens.last
  if (
    (last?.kind === 'anchor' || last?.kind === 'tag') &&
    cursor.column === 0 &&
    last.start.column === 0 &&
    state.indentation.column > -1
  )
    cursor.fail('invalid indentation for anchor', last.start)
  const start = cursor.place()
  cursor.skip()
  state.openBlock(start.column, 'block-sequence-start', start)
  const { tabs } = cursor.skipBlanksAndComment(true)
  if (tabs && cursor.peek() === code('-') && isBlankOrEnd(cursor.peek(1)))
    cursor.fail("'-' must be followed by a valid YAML whitespace")
  cursor.skipBlanksAndComment(false)
  if (isBreak(cursor.peek()) || isFlow(cursor.peek())) state.demandOneColumn()
  state.candidates.rejectCurrent(state.cursor)
  state.keyAllowed = true
  state.push('block-entry', cursor.place())
}

/** `? key`. */
export function scanKey(state: ScannerState): void {
  const { cursor } = state
  const start = cursor.place()
  const inFlow = state.inFlow
  if (inFlow) state.flowMapping = true
  else {
    if (!state.keyAllowed) cursor.fail('mapping keys are not allowed in this context')
    state.openBlock(start.column, 'block-mapping-start', start)
  }
  state.candidates.rejectCurrent(state.cursor)
  state.keyAllowed = !inFlow
  cursor.skip()
  const before = cursor.offset
  let blank = false
  for (let unit = cursor.peek(); ; unit = cursor.peek()) {
    if (unit === SPACE) cursor.skipBlank()
    else if (!state.skipBreakOrComment(unit)) break
    else if (unit === code('#')) continue
    blank = true
  }
  if (!blank) cursor.fail('expected whitespace')
  if (cursor.peek() === TAB) cursor.fail('tabs disallowed in this context')
  state.tokens.push({ kind: 'key', start, end: before })
}

/** The `:` of a mapping. */
export function scanValue(state: ScannerState): void {
  const { cursor } = state
  const start = cursor.place()
  const candidate = state.candidates.current
  const inFlow = state.inFlow
  state.implicitMapping = inFlow && !state.flowMapping
  cursor.skip()
  const end = cursor.offset
  if (cursor.peek() === TAB && !cursor.skipBlanksAndComment(true).spaces) {
    if (cursor.peek() === code('-') || isWord(cursor.peek()))
      cursor.fail("':' must be followed by a valid YAML whitespace")
  }
  if (candidate?.possible) scanSimpleValue(state, candidate, start)
  else scanComplexValue(state, start)
  state.tokens.push({ kind: 'value', start, end })
}

/** The token before the `:` becomes a key. */
function scanSimpleValue(state: ScannerState, candidate: KeyCandidate, start: Place): void {
  const { number, place } = candidate
  state.tokens.insert(number, { kind: 'key', start: place, end: place.offset })
  if (state.implicitMapping) {
    if (place.line < start.line) state.cursor.fail("illegal placement of ':' indicator", start)
    const here = state.cursor.place()
    state.tokens.insert(number, { kind: 'flow-mapping-start', start: here, end: here.offset })
  }
  state.openBlock(place.column, 'block-mapping-start', start, number)
  state.demandOneColumn()
  candidate.possible = false
  state.keyAllowed = false
}

/** The `:` after a `? key`, or one without any key. */
function scanComplexValue(state: ScannerState, start: Place): void {
  if (state.implicitMapping) state.push('flow-mapping-start', state.cursor.place())
  const inFlow = state.inFlow
  if (!inFlow) {
    if (!state.keyAllowed) state.cursor.fail('mapping values are not allowed in this context', start)
    state.openBlock(start.column, 'block-mapping-start', start)
  }
  state.demandOneColumn()
  state.keyAllowed = !inFlow
}
