import { Builder, Entries, type Properties } from './builder.ts'
import type { YamlNode } from './node.ts'
import { type Place, type Span, YamlError, YamlLimit } from './place.ts'
import type { Tag } from './scalar.ts'
import { Scanner } from './scanner.ts'
import type { AliasToken, TagToken, Token } from './token.ts'

type Kind = Token['kind']

/** `indentless`: the `- ` of a sequence may stand in the column of the mapping around it. */
type Context = 'block' | 'indentless' | 'flow'

type TokenOf<K extends Kind> = Extract<Token, { kind: K }>

/** Deeper nesting than any configuration has; the server itself ends in a stack overflow somewhere beyond. */
const DEEPEST = 500

const STANDARD_PREFIX = 'tag:yaml.org,2002:'

const AFTER_DOCUMENT: readonly Kind[] = [
  'version-directive',
  'tag-directive',
  'document-start',
  'document-end',
  'stream-end',
]

/** The grammar over the tokens: documents as trees. Throws a YamlError with the server's words. */
export class Parser {
  readonly #scanner: Scanner
  readonly #builder = new Builder()
  #peeked: Token | undefined
  #depth = 0
  #tagPrefixes = new Map<string, string>()
  /** The newest definition of each name, from its first token on: its node is not there before it is complete. */
  #anchors = new Map<string, { node?: YamlNode }>()

  constructor(text: string) {
    this.#scanner = new Scanner(text)
  }

  documents(): YamlNode[] {
    const documents: YamlNode[] = []
    this.#take()
    let implicit = true
    for (;;) {
      while (this.#is('document-end')) this.#take()
      if (this.#is('stream-end')) break
      documents.push(this.#parseDocument(implicit))
      implicit = this.#is('document-end')
      if (implicit) this.#take()
      this.#tagPrefixes.clear()
      if (!implicit && this.#is('version-directive', 'tag-directive'))
        throw new YamlError('missing explicit document end marker before directive', this.#peek().start)
    }
    if (this.#builder.repeated !== undefined) throw this.#builder.repeated
    return documents
  }

  #parseDocument(implicit: boolean): YamlNode {
    if (implicit && !this.#is('version-directive', 'tag-directive', 'document-start')) {
      this.#anchors.clear()
      return this.#parseNode('block')
    }
    this.#readDirectives()
    if (!this.#is('document-start')) this.#fail('did not find expected <document start>')
    this.#take()
    this.#anchors.clear()
    return this.#is(...AFTER_DOCUMENT) ? this.#builder.empty(this.#peek().start) : this.#parseNode('block')
  }

  /** Only the last directive counts: each one makes the server forget those before it. */
  #readDirectives(): void {
    let versions = 0
    for (;;) {
      const token = this.#peek()
      if (token.kind === 'version-directive') {
        if (++versions > 1) this.#fail('duplicate version directive')
        this.#tagPrefixes = new Map()
      } else if (token.kind === 'tag-directive') this.#tagPrefixes = new Map([[token.handle, token.prefix]])
      else return
      this.#take()
    }
  }

  #parseNode(context: Context): YamlNode {
    if (++this.#depth > DEEPEST) throw new YamlLimit(`more than ${DEEPEST} levels of nesting`)
    const alias = this.#taken('alias')
    const node = alias === undefined ? this.#parseDefinition(context) : this.#resolveAlias(alias)
    this.#depth--
    return node
  }

  #resolveAlias(alias: AliasToken): YamlNode {
    const definition = this.#anchors.get(alias.name)
    if (definition === undefined) throw new YamlError('while parsing node, found unknown anchor', alias.start)
    return this.#builder.alias(definition.node, alias)
  }

  #parseDefinition(context: Context): YamlNode {
    let anchor = this.#taken('anchor')
    const tagToken = this.#taken('tag')
    const tag = tagToken && this.#resolveTag(tagToken, (anchor ?? tagToken).start)
    if (tagToken !== undefined) anchor ??= this.#taken('anchor')
    const definition: { node?: YamlNode } = {}
    if (anchor !== undefined) this.#anchors.set(anchor.name, definition)
    const span = around(anchor, tagToken)
    definition.node = this.#parseContent(context, { ...(span && { span }), ...(tag && { tag }) })
    return definition.node
  }

  #parseContent(context: Context, properties: Properties): YamlNode {
    const token = this.#peek()
    switch (token.kind) {
      case 'scalar':
        this.#take()
        return this.#builder.scalar(token, properties)
      case 'flow-sequence-start':
        return this.#parseFlowSequence(properties)
      case 'flow-mapping-start':
        return this.#parseFlowMapping(properties)
      case 'block-entry':
        if (context === 'indentless') return this.#parseIndentlessSequence(properties)
        break
      case 'block-sequence-start':
        if (context !== 'flow') return this.#parseBlockSequence(properties)
        break
      case 'block-mapping-start':
        if (context !== 'flow') return this.#parseBlockMapping(properties)
        break
    }
    if (properties.span !== undefined)
      return this.#builder.empty(token.start, properties.span, properties.tag)
    return this.#fail('while parsing a node, did not find expected node content')
  }

  #parseBlockMapping({ span, tag }: Properties): YamlNode {
    const opening = this.#take()
    const entries = new Entries(this.#builder)
    while (!this.#is('block-end')) {
      if (this.#taken('key')) entries.add(this.#orEmpty('indentless', undefined, 'key', 'value', 'block-end'))
      else if (this.#is('value')) entries.add(this.#builder.empty(this.#peek().start))
      else this.#fail('while parsing a block mapping, did not find expected key')
      const colon = this.#taken('value')
      if (colon) entries.add(this.#orEmpty('indentless', behind(colon), 'key', 'value', 'block-end'))
      else entries.add(this.#builder.empty(this.#peek().start))
    }
    const { list } = entries
    const begin = span?.start ?? list[0]?.key.start ?? opening.start
    return this.#builder.mapping(
      list,
      { start: begin, end: endOf(list.at(-1)?.value, begin) },
      this.#take().start,
      tag,
    )
  }

  #parseBlockSequence({ span, tag }: Properties): YamlNode {
    const opening = this.#take()
    const items: YamlNode[] = []
    while (!this.#is('block-end')) {
      const entry = this.#taken('block-entry')
      if (entry === undefined)
        this.#fail("while parsing a block collection, did not find expected '-' indicator")
      items.push(this.#orEmpty('block', entry, 'block-entry', 'block-end'))
    }
    const begin = span?.start ?? opening.start
    return this.#builder.sequence(
      items,
      { start: begin, end: endOf(items.at(-1), begin) },
      this.#take().start,
      tag,
    )
  }

  #parseIndentlessSequence({ span, tag }: Properties): YamlNode {
    const begin = span?.start ?? this.#peek().start
    const items: YamlNode[] = []
    for (let entry = this.#taken('block-entry'); entry !== undefined; entry = this.#taken('block-entry'))
      items.push(this.#orEmpty('block', entry, 'block-entry', 'key', 'value', 'block-end'))
    return this.#builder.sequence(
      items,
      { start: begin, end: endOf(items.at(-1), begin) },
      this.#peek().start,
      tag,
    )
  }

  #parseFlowMapping({ span, tag }: Properties): YamlNode {
    const opening = this.#take()
    const entries = new Entries(this.#builder)
    for (let first = true; !this.#is('flow-mapping-end'); first = false) {
      if (!first) {
        if (!this.#taken('flow-entry'))
          this.#fail("while parsing a flow mapping, did not find expected ',' or '}'")
        if (this.#is('flow-mapping-end')) break
      }
      this.#parseFlowPair(entries)
    }
    const closing = this.#take()
    return this.#builder.mapping(
      entries.list,
      { start: span?.start ?? opening.start, end: closing.end },
      closing.start,
      tag,
    )
  }

  #parseFlowPair(entries: Entries): void {
    if (this.#taken('key'))
      entries.add(this.#orEmpty('flow', undefined, 'value', 'flow-entry', 'flow-mapping-end'))
    else if (this.#is('value')) entries.add(this.#builder.empty(this.#peek().start))
    else {
      entries.add(this.#parseNode('flow'))
      entries.add(this.#builder.empty(this.#peek().start))
      return
    }
    const colon = this.#taken('value')
    const empty = colon === undefined || this.#is('flow-entry', 'flow-mapping-end')
    entries.add(
      empty
        ? this.#builder.empty((colon ?? this.#peek()).start, colon && behind(colon))
        : this.#parseNode('flow'),
    )
  }

  #parseFlowSequence({ span, tag }: Properties): YamlNode {
    const opening = this.#take()
    const items: YamlNode[] = []
    for (let first = true; !this.#is('flow-sequence-end'); first = false) {
      if (!first) {
        if (!this.#taken('flow-entry')) this.#fail("while parsing a flow sequence, expected ',' or ']'")
        if (this.#is('flow-sequence-end')) break
      }
      items.push(this.#is('key') ? this.#parsePair() : this.#parseNode('flow'))
    }
    const closing = this.#take()
    return this.#builder.sequence(
      items,
      { start: span?.start ?? opening.start, end: closing.end },
      closing.start,
      tag,
    )
  }

  /** `? key : value` as an item of a flow sequence. */
  #parsePair(): YamlNode {
    const { start } = this.#take()
    const entries = new Entries(this.#builder)
    // Without a key the server drops the token it finds instead.
    if (this.#is('value', 'flow-entry', 'flow-sequence-end'))
      entries.add(this.#builder.empty(this.#take().start))
    else entries.add(this.#parseNode('flow'))
    const colon = this.#taken('value')
    if (colon) entries.add(this.#orEmpty('flow', behind(colon), 'flow-entry', 'flow-sequence-end'))
    else entries.add(this.#builder.empty(this.#peek().start))
    const end = endOf(entries.list.at(-1)?.value, start)
    return this.#builder.mapping(entries.list, { start, end }, start)
  }

  /** A node, or nothing where one of these tokens follows at once. */
  #orEmpty(context: Context, shownAt: Span | undefined, ...without: Kind[]): YamlNode {
    return this.#is(...without) ? this.#builder.empty(this.#peek().start, shownAt) : this.#parseNode(context)
  }

  #resolveTag({ handle, suffix }: TagToken, place: Place): Tag {
    const prefix = this.#tagPrefixes.get(handle)
    if (prefix !== undefined) return { handle: prefix, suffix }
    if (handle === '!!') return { handle: STANDARD_PREFIX, suffix }
    if (handle.length > 1) throw new YamlError("the handle wasn't declared", place)
    return { handle, suffix }
  }

  #peek(): Token {
    this.#peeked ??= this.#scanner.next()
    return this.#peeked
  }

  #take(): Token {
    const token = this.#peek()
    this.#peeked = undefined
    return token
  }

  #is(...kinds: Kind[]): boolean {
    return kinds.includes(this.#peek().kind)
  }

  #taken<K extends Kind>(kind: K): TokenOf<K> | undefined {
    return this.#is(kind) ? (this.#take() as TokenOf<K>) : undefined
  }

  #fail(info: string): never {
    throw new YamlError(info, this.#peek().start)
  }
}

/** From the first of two tokens to the last. */
function around(a: Span | undefined, b: Span | undefined): Span | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return { start: a.start.offset < b.start.offset ? a.start : b.start, end: Math.max(a.end, b.end) }
}

/** The place behind a token of one character. */
const behind = ({ start }: Span): Span => ({
  start: { ...start, offset: start.offset + 1, index: start.index + 1, column: start.column + 1 },
  end: start.offset + 1,
})

const endOf = (last: YamlNode | undefined, begin: Place): number => last?.end ?? begin.offset
