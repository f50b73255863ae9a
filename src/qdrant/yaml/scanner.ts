import { scanBlock } from './block.ts'
import { code, END, isAnchor, isBlankOrEnd, isBreakOrEnd, isFlow } from './characters.ts'
import { scanDirective } from './directive.ts'
import { scanBlockEntry, scanKey, scanValue } from './entry.ts'
import { closeFlow, openFlow, scanFlowEntry } from './flow.ts'
import { scanPlain } from './plain.ts'
import { scanQuoted } from './quoted.ts'
import { ScannerState } from './scanner-state.ts'
import { scanTag } from './tag.ts'
import type { MarkKind, Token } from './token.ts'

/**
 * Cuts a text into tokens, one at a time, exactly as far ahead as the server does: what is wrong further on must not be
 * found before a mistake that the grammar sees first.
 */
export class Scanner {
  readonly #state: ScannerState
  #started = false
  #ended = false

  constructor(text: string) {
    this.#state = new ScannerState(text)
  }

  next(): Token {
    while (this.#needsMore()) this.#scanMore()
    const token = this.#state.tokens.shift()
    if (token === undefined) this.#state.cursor.fail('unexpected eof')
    this.#ended = token.kind === 'stream-end'
    return token
  }

  /** The first token cannot be handed out while it may still become a key. */
  #needsMore(): boolean {
    const { tokens, candidates } = this.#state
    if (tokens.isEmpty) return !this.#ended
    this.#state.dropStaleCandidates()
    return candidates.isWaiting(tokens.first)
  }

  #scanMore(): void {
    if (this.#started) {
      scanToken(this.#state)
      return
    }
    this.#started = true
    const start = this.#state.cursor.place()
    this.#state.push('stream-start', start)
    this.#state.candidates.open(start)
  }
}

function scanToken(state: ScannerState): void {
  const { cursor } = state
  state.skipToToken()
  state.dropStaleCandidates()
  state.closeBlocks(cursor.column)
  cursor.readAhead(4)
  const unit = cursor.peek()
  if (unit === END) scanStreamEnd(state)
  else if (cursor.column === 0 && unit === code('%')) {
    state.leaveContent()
    state.tokens.push(scanDirective(cursor))
  } else if (cursor.atDocumentMark('-')) scanDocumentMark(state, 'document-start')
  else if (cursor.atDocumentMark('.')) {
    scanDocumentMark(state, 'document-end')
    cursor.skipBlanksAndComment(true)
    if (!isBreakOrEnd(cursor.peek())) cursor.fail('invalid content after document end marker')
  } else {
    if (cursor.column < state.indentation.column) cursor.fail('invalid indentation')
    scanContent(state, unit)
  }
}

function scanStreamEnd(state: ScannerState): void {
  const { cursor } = state
  if (cursor.column !== 0) {
    cursor.column = 0
    cursor.line++
  }
  state.candidates.rejectAll(cursor)
  state.leaveContent()
  state.push('stream-end', cursor.place())
}

function scanDocumentMark(state: ScannerState, kind: MarkKind): void {
  state.leaveContent()
  const start = state.cursor.place()
  state.cursor.skip(3)
  state.push(kind, start)
}

function scanContent(state: ScannerState, unit: number): void {
  const character = String.fromCharCode(unit)
  switch (character) {
    case '[':
      openFlow(state, 'flow-sequence-start')
      break
    case '{':
      openFlow(state, 'flow-mapping-start')
      break
    case ']':
      closeFlow(state, 'flow-sequence-end')
      break
    case '}':
      closeFlow(state, 'flow-mapping-end')
      break
    case ',':
      scanFlowEntry(state)
      break
    case '*':
      scanAnchor(state, 'alias')
      break
    case '&':
      scanAnchor(state, 'anchor')
      break
    case '!':
      beginNode(state)
      state.tokens.push(scanTag(state.cursor, state.inFlow))
      break
    case "'":
    case '"':
      scanQuotedScalar(state)
      break
    case '%':
    case '@':
    case '`':
      state.cursor.fail(`unexpected character: \`${character}'`)
      break
    default:
      scanIndicatorOrPlain(state, unit)
  }
}

/** `-`, `?` and `:` are indicators before a blank only, `|` and `>` in block context only. */
function scanIndicatorOrPlain(state: ScannerState, unit: number): void {
  const { cursor, inFlow } = state
  const next = cursor.peek(1)
  const followed = isBlankOrEnd(next)
  const valueWithoutBlank = inFlow && (isFlow(next) || cursor.index === state.adjacentValueAt)
  if (unit === code('-') && followed) scanBlockEntry(state)
  else if (unit === code('?') && followed) scanKey(state)
  else if (unit === code(':') && (followed || valueWithoutBlank)) scanValue(state)
  else if ((unit === code('|') || unit === code('>')) && !inFlow) scanBlockScalar(state)
  else scanPlainScalar(state)
}

/** What comes may be a key, and none may begin behind it on its line. */
function beginNode(state: ScannerState): void {
  state.saveCandidate()
  state.keyAllowed = false
}

function scanAnchor(state: ScannerState, kind: 'anchor' | 'alias'): void {
  const { cursor } = state
  beginNode(state)
  const start = cursor.place()
  cursor.skip()
  while (isAnchor(cursor.peek())) cursor.skip()
  const name = cursor.text.slice(start.offset + 1, cursor.offset)
  if (name === '')
    cursor.fail(
      'while scanning an anchor or alias, did not find expected alphabetic or numeric character',
      start,
    )
  state.tokens.push({ kind, name, start, end: cursor.offset })
}

function scanPlainScalar(state: ScannerState): void {
  const { cursor, indentation } = state
  beginNode(state)
  indentation.forgetDemands()
  const token = scanPlain(cursor, indentation.column + 1, state.inFlow)
  if (cursor.onlyBlanks) state.keyAllowed = true
  state.tokens.push(token)
}

function scanQuotedScalar(state: ScannerState): void {
  const { cursor } = state
  beginNode(state)
  const token = scanQuoted(cursor, state.indentation.column, state.inFlow)
  state.skipToToken()
  state.adjacentValueAt = cursor.index
  state.tokens.push(token)
}

function scanBlockScalar(state: ScannerState): void {
  const { cursor, indentation } = state
  state.saveCandidate()
  state.keyAllowed = true
  indentation.forgetDemands()
  state.tokens.push(scanBlock(cursor, indentation.column))
}
