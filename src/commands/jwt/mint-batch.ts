import { createReadStream } from 'node:fs'
import { join, relative } from 'node:path'
import type { Context } from '../../cli/context.ts'
import { openStream } from '../../cli/input.ts'
import { createProgress } from '../../cli/progress.ts'
import type { Note, Report } from '../../cli/report.ts'
import { EXIT, isAbort, QdrantAuthError } from '../../errors.ts'
import { makeDirectory } from '../../files/directories.ts'
import { fileFailure } from '../../files/failure.ts'
import { MODE } from '../../files/modes.ts'
import { clearAllAbandoned } from '../../files/staged.ts'
import { createOneOfMany } from '../../files/write.ts'
import { formatOf, type RowFormat } from '../../jwt/batch/formats.ts'
import { batchMinter, type Minted } from '../../jwt/batch/mint.ts'
import { rowsOf } from '../../jwt/batch/rows.ts'
import { mintedLine, record } from '../../jwt/registry.ts'
import { fingerprint } from '../../keys/fingerprint.ts'
import { shown } from '../../shown.ts'

export interface BatchRequest {
  /** A file, or - for stdin. */
  from: string
  format: RowFormat | undefined
  /** Absolute path of a directory that gets one file a token; NDJSON goes to stdout without it. */
  outDirectory: string | undefined
  /** Stop at the first bad row. */
  strict: boolean
  /** Directory of the registry; undefined with --no-record. */
  recordIn: string | undefined
  key: string
  allowWeak: boolean
  now: Date
  serverVersion: string
  tag: string
  notes: Note[]
}

/** Bad rows told one by one; more than these are only counted. */
const MOST_FAULTS_TOLD = 20

type Token = Extract<Minted, { token: string }>

/** Rows in, tokens out, some at a time: memory does not grow with the number of rows. */
export async function runBatch(request: BatchRequest, context: Context): Promise<Report> {
  const { from, strict, outDirectory, recordIn } = request
  context.io.keepHeapSmall()
  const mint = batchMinter(request)
  const signer = fingerprint(request.key)
  const progress = createProgress(context, 'tokens')
  let [minted, faults] = [0, 0]
  if (outDirectory !== undefined) await makeDirectory(outDirectory, MODE.secretDirectory)
  try {
    for await (const rows of rowsOf(await source(from, context), request.format ?? formatOf(from))) {
      if (context.io.signal.aborted) throw interruptedAfter(minted, outDirectory)
      const tokens: Token[] = []
      for (const row of rows) {
        const result = mint(row)
        if ('token' in result) tokens.push(result)
        else if (++faults <= MOST_FAULTS_TOLD)
          await context.writeErr(`${shown(`${from}:${result.line}: error: ${result.fault}`)}\n`)
        if (strict && faults > 0) break
      }
      // Before they are out: of a token that anybody has the registry knows, whenever this ends.
      if (recordIn !== undefined && tokens.length > 0)
        await record(
          recordIn,
          tokens.map(({ token, name, claims, expiresAt }) =>
            mintedLine(token, { name: name ?? undefined, claims, key: signer, expiresAt }, request.now),
          ),
        )
      await deliverTokens(tokens, request, context)
      minted += tokens.length
      await progress.update(minted)
      if (strict && faults > 0) break
    }
  } catch (error) {
    if (isAbort(error)) throw interruptedAfter(minted, outDirectory)
    throw from === '-' ? error : fileFailure(error, from, 'read')
  } finally {
    await progress.end()
    if (outDirectory !== undefined) clearAllAbandoned(outDirectory)
  }
  const said: Note[] = [
    ...request.notes,
    { level: 'plain', message: `${minted} token(s) signed with ${signer}, ${faults} row(s) refused` },
  ]
  if (outDirectory !== undefined && minted > 0) {
    const where = relative(context.cwd, outDirectory) || '.'
    said.push({ level: 'plain', message: `a file NAME.jwt for each in ${where}, mode 0600` })
  }
  return { json: {}, text: '', records: true, notes: said, exitCode: faults > 0 ? EXIT.findings : EXIT.done }
}

/** What went out stays out. */
const interruptedAfter = (minted: number, directory: string | undefined): QdrantAuthError =>
  new QdrantAuthError('interrupted', `interrupted: ${minted} token(s) were made until then`, {
    hints: minted > 0 && directory !== undefined ? [`they are in ${shown(directory)}`] : [],
  })

/** Small chunks keep few rows alive at a time, and with them the young generation of the heap small. */
const CHUNK = 1 << 14

const source = async (from: string, context: Context): Promise<AsyncIterable<Uint8Array>> =>
  (await openStream(context, from)) ?? createReadStream(context.path(from), { highWaterMark: CHUNK })

async function deliverTokens(
  tokens: readonly Token[],
  { outDirectory, tag }: BatchRequest,
  context: Context,
): Promise<void> {
  if (outDirectory === undefined) {
    await context.writeOut(tokens.map(outputLine).join(''))
    return
  }
  for (const { name, token, line } of tokens) {
    await createOneOfMany(join(outDirectory, `${fileName(name, line)}.jwt`), `${token}\n`, MODE.secret, tag)
  }
}

/** A token and a time hold nothing that JSON escapes; only the name may. */
function outputLine({ name, token, expiresAt }: Token): string {
  const time = expiresAt === null ? 'null' : `"${expiresAt}"`
  return `{"name":${JSON.stringify(name)},"token":"${token}","expiresAt":${time}}\n`
}

/** A name becomes a file's name, so it must be harmless as one. */
function fileName(name: string | null, line: number): string {
  if (name === null) return `token-${line}`
  if (/^[\w][\w.@+-]{0,127}$/.test(name)) return name
  throw new QdrantAuthError(
    'bad-value',
    `row ${line}: ${JSON.stringify(name.slice(0, 60))} cannot be the name of a file`,
  )
}
