import { dirname } from 'node:path'
import { Command, Option } from 'commander'
import { type Checked, checkFiles, checkServed, type Expected, presentable } from '../../certs/check-files.ts'
import { type FoundCertificate, findCertificates, type ReadNamed } from '../../certs/found.ts'
import { metricsOf } from '../../certs/metrics.ts'
import { CERTIFICATES_LIMIT, certificatePem } from '../../certs/pem-file.ts'
import { ROLES, type Role } from '../../certs/profiles.ts'
import type { CertificateFile } from '../../certs/rule.ts'
import { RULES } from '../../certs/rules.ts'
import type { Within } from '../../certs/within.ts'
import type { Context } from '../../cli/context.ts'
import { type FindingFormat, findingsInWords, findingsJson } from '../../cli/formats/findings.ts'
import { inputReader } from '../../cli/input.ts'
import { wholeNumber } from '../../cli/numbers.ts'
import { collect } from '../../cli/repeatable.ts'
import { envelope, type Report, type Words } from '../../cli/report.ts'
import { PLAIN } from '../../cli/style.ts'
import { finish } from '../../cli/verb.ts'
import { EXIT, QdrantAuthError } from '../../errors.ts'
import { nameFrom } from '../../files/below.ts'
import { MODE } from '../../files/modes.ts'
import { readIfPresent } from '../../files/read.ts'
import { newTag } from '../../files/staged.ts'
import { checkTarget } from '../../files/target.ts'
import { replaceFile } from '../../files/write.ts'
import { countByLevel, type Level, reaches } from '../../finding.ts'
import { parseTlsAddress, servedBy, type TlsAddress } from '../../server/tls.ts'
import { type FindingFlags, withFindings } from '../finding-flags.ts'
import { checkInWords } from './ports-in-words.ts'
import { withinOption } from './within-flag.ts'

export interface CheckOptions {
  /** Absolute paths of files and directories. */
  paths: readonly string[]
  addresses: readonly TlsAddress[]
  /** Instead of the files that lie beside. */
  key: string | undefined
  authority: string | undefined
  expected: Expected
  format: FindingFormat | 'prometheus'
  failOn: Level
  /** Absolute path; undefined is stdout. */
  out: string | undefined
  timeout: number
  cwd: string
  tag: string
  readNamed: ReadNamed
  signal: AbortSignal
}

interface Flags extends FindingFlags<FindingFormat | 'prometheus'> {
  within: Within
  purpose?: Role
  host: string[]
  key?: string
  ca?: string
  out?: string
  timeout: number
}

export function create(
  context: Context,
  run: (options: CheckOptions) => Promise<Report> = runCheck,
): Command {
  const command = new Command('check')
    .description(
      'Say what is wrong with certificates, when they end, and which ports of Qdrant take them. Exit 1 where one is broken or due.',
    )
    .argument(
      '[path...]',
      'files, directories (tls), and what servers show: https://host:6333, grpcs://host:6334',
    )
    .addOption(withinOption('30d'))
    .addOption(new Option('--purpose <role>', 'what it is to be used as').choices(ROLES))
    .option('--host <name>', 'a host it is to be reached by; repeatable', collect, [])
    .option('--key <file>', 'key of the certificate, where it does not lie beside')
    .option('--ca <file>', 'CA file of the server or client, where it does not lie beside')
    .option('-o, --out <file>', 'write the findings or metrics to a file, replaced in one step')
    .option('--timeout <seconds>', 'how long to wait for a server', wholeNumber(1, 600), 10)
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth certs check tls --host qdrant.example.org --within 66%
  $ qdrant-auth certs check tls https://localhost:6333 grpcs://localhost:6334
  $ qdrant-auth certs check tls --format prometheus -o qdrant.prom`,
    )
  return withFindings(command, ['prometheus']).action((paths: string[], flags: Flags) =>
    finish(context, () => run(optionsFrom(paths, flags, context))),
  )
}

function optionsFrom(given: readonly string[], flags: Flags, context: Context): CheckOptions {
  const { io, cwd, globals } = context
  const parsed = (given.length === 0 ? ['tls'] : given).map((text) => parseTlsAddress(text) ?? text)
  const optional = (path: string | undefined) => (path === undefined ? undefined : context.path(path))
  return {
    paths: parsed.flatMap((one) => (typeof one === 'string' ? context.path(one) : [])),
    addresses: parsed.flatMap((one) => (typeof one === 'string' ? [] : one)),
    key: optional(flags.key),
    authority: optional(flags.ca),
    expected: { within: flags.within, purpose: flags.purpose, hosts: flags.host, now: io.now() },
    format: globals.json ? 'json' : flags.format,
    failOn: flags.failOn,
    out: optional(flags.out),
    timeout: flags.timeout * 1000,
    cwd,
    tag: newTag(io.entropy.bytes),
    readNamed: inputReader(context, CERTIFICATES_LIMIT),
    signal: io.signal,
  }
}

export async function runCheck(options: CheckOptions): Promise<Report> {
  const { expected, failOn, format, out, tag } = options
  if (out !== undefined) await requirePlaceFor(out)
  const { found, authority } = await filesFrom(options)
  const served: Checked[] = []
  const unreached: { url: string; error: QdrantAuthError }[] = []
  for (const address of options.addresses) {
    try {
      served.push(await servedAt(address, found, authority, options))
    } catch (error) {
      if (!(error instanceof QdrantAuthError) || error.code !== 'server-unreachable') throw error
      unreached.push({ url: address.url, error })
    }
  }
  // With nothing else to tell the failure is the answer.
  if (unreached[0] !== undefined && found.length + served.length === 0) throw unreached[0].error
  const checked = [...checkFiles(found, expected), ...served]
  const findings = checked.flatMap((one) => one.findings)
  const json = {
    files: checked.map(fileJson),
    ...findingsJson(findings),
    ...(unreached.length > 0 && {
      unreached: unreached.map(({ url, error }) => ({ url, message: error.message })),
    }),
  }
  const text = inWords(checked, format, json)
  if (out !== undefined)
    await replaceFile(out, typeof text === 'string' ? text : text(PLAIN), MODE.public, tag)
  const { error, warning, note } = countByLevel(findings)
  const isDue = findings.some(({ ruleId }) => DUE.includes(ruleId))
  return {
    json,
    text: out === undefined ? text : '',
    notes: [
      ...unreached.map(({ error }) => ({ level: 'warning' as const, message: error.message })),
      {
        level: 'plain',
        message: `${checked.length} certificate(s): ${error} error(s), ${warning} warning(s), ${note} note(s)`,
      },
    ],
    exitCode:
      unreached.length > 0
        ? EXIT.unreachable
        : isDue || reaches(findings, failOn)
          ? EXIT.findings
          : EXIT.done,
  }
}

/** Of an earlier report; what is larger is none, and is not looked into. */
const LARGEST_REPORT = 64 << 20

/** An earlier report is replaced, a device or a link never: as root that would be /dev/null. Nor is what holds a certificate or key. */
async function requirePlaceFor(path: string): Promise<void> {
  if (!(await checkTarget(path, dirname(path)))) return
  const before = await readIfPresent(path, LARGEST_REPORT)
  if (before?.bytes.includes('-----BEGIN ') !== true) return
  throw new QdrantAuthError('file-exists', `${path} exists and is no report: it was left alone`, {
    hints: ['name another file'],
  })
}

/** Warnings that are what was asked about. */
const DUE = ['certs/expiring', 'certs/ca-dates']

const fileJson = ({ file, record, ports, served }: Checked) => {
  const { findings: _, ...fields } = record ?? { findings: [] }
  return { ...fields, file, ports, ...(served !== undefined && { served }) }
}

const summaryOf = (ruleId: string) => RULES.find(({ id }) => id === ruleId)?.summary

function inWords(checked: readonly Checked[], format: CheckOptions['format'], json: object): Words {
  const findings = checked.flatMap((one) => one.findings)
  if (format === 'json') return envelope('certs check', { ...json })
  if (format === 'prometheus') return metricsOf(checked.flatMap(({ record }) => record ?? []))
  if (format === 'text') return (style) => checkInWords(checked, style)
  const files = checked.map(({ file }) => file)
  return findingsInWords({ findings, checked: files, linesOf: () => undefined, summaryOf }, format)
}

/**
 * With the key and CA file that were named instead of those beside; `authority` is the CA file of what servers show. Once
 * they are read, files have the names that a person would give them from here.
 */
async function filesFrom({
  paths,
  key,
  authority,
  cwd,
  readNamed,
}: CheckOptions): Promise<{ found: FoundCertificate[]; authority: CertificateFile | undefined }> {
  const short = <F extends CertificateFile | undefined>(one: F): F =>
    one && { ...one, file: nameFrom(cwd, one.file) }
  const named = async (path: string | undefined): Promise<CertificateFile | undefined> =>
    path === undefined ? undefined : short({ file: path, ...(await readNamed(path)) })
  const given = { key: await named(key), authority: await named(authority) }
  const found = (await findCertificates(paths, 'keep', readNamed)).map((one) => ({
    ...one,
    certificate: short(one.certificate),
    key: given.key ?? short(one.key),
    authority: given.authority ?? short(one.authority),
  }))
  return { found, authority: given.authority ?? found.find((one) => one.authority)?.authority }
}

async function servedAt(
  address: TlsAddress,
  found: readonly FoundCertificate[],
  authority: CertificateFile | undefined,
  { expected, timeout, signal }: CheckOptions,
): Promise<Checked> {
  const { url, kind, host } = address
  const { chain, protocol, cipher } = await servedBy(address, timeout, signal)
  const pem = chain.map(certificatePem).join('')
  return {
    ...checkServed({ url, kind, host, pem }, authority, presentable(found), expected),
    served: { protocol, cipher },
  }
}
