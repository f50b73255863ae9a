import { Command } from 'commander'
import type { ReadNamed } from '../certs/found.ts'
import { CERTIFICATES_LIMIT } from '../certs/pem-file.ts'
import type { Context } from '../cli/context.ts'
import { type FindingFormat, findingsInWords, findingsJson } from '../cli/formats/findings.ts'
import { inputReader } from '../cli/input.ts'
import { wholeNumber } from '../cli/numbers.ts'
import { collect } from '../cli/repeatable.ts'
import { envelope, type Note, type Report } from '../cli/report.ts'
import { readSecret, type Secret } from '../cli/secrets.ts'
import { finish } from '../cli/verb.ts'
import { diagnose } from '../doctor/diagnose.ts'
import type { Examination, Patient } from '../doctor/examine.ts'
import { answers, type Credential, isToken, type LocalFacts } from '../doctor/facts.ts'
import { localFacts } from '../doctor/local.ts'
import { patientsOf } from '../doctor/patients.ts'
import { type Selection, selectionOf, summaryOf } from '../doctor/selection.ts'
import { EXIT } from '../errors.ts'
import { nameFrom } from '../files/below.ts'
import { countByLevel, type Level, reaches } from '../finding.ts'
import { readTrustFiles } from '../server/trust.ts'
import {
  type ProcessFlags,
  processFrom,
  type ServerProcess,
  startIn,
  withProcess,
} from './config/server-process.ts'
import { nodeJson, nodesInWords } from './doctor-in-words.ts'
import { type Targets, targetsFrom } from './doctor-targets.ts'
import { type FindingFlags, withFindings } from './finding-flags.ts'
import { type TrustFlags, trustFilesFrom } from './trust-flags.ts'

export interface DoctorOptions {
  targets: Targets
  server: ServerProcess
  /** Keys and tokens that were given by hand. */
  given: readonly Credential[]
  examination: Omit<Examination, 'authority' | 'identity'>
  selection: Selection
  format: FindingFormat
  failOn: Level
  cwd: string
  readNamed: ReadNamed
  notes: readonly Note[]
}

interface Flags extends ProcessFlags, FindingFlags, TrustFlags {
  config?: string
  keyFile?: string
  keyEnv?: string
  readOnlyKeyFile?: string
  readOnlyKeyEnv?: string
  grpc?: number
  metrics?: number
  p2p?: number | true
  allowPlaintext?: true
  active?: true
  only: string[]
  skip: string[]
  timeout: number
}

const port = wholeNumber(1, 65_535)

export function create(
  context: Context,
  run: (options: DoctorOptions) => Promise<Report> = runDoctor,
): Command {
  const command = new Command('doctor')
    .description(
      'Ask running nodes what they really do: ports, TLS, who gets in with what, known weaknesses. Without --active nothing is written.',
    )
    .argument(
      '[url-or-inventory]',
      'https://host:6333, or a file of nodes (qdrant-auth.yaml, else the config here, else http://localhost:6333)',
    )
    .option('--config <dir>', 'the directory that the node is started in: its keys, ports and certificates')
    .option('--key-file <file>', 'a key or token to try (- is stdin)')
    .option('--key-env <name>', 'environment variable with it')
    .option('--read-only-key-file <file>', 'a key that must not write')
    .option('--read-only-key-env <name>', 'environment variable with it')
    .option('--ca <file>', "CA of the nodes' certificates")
    .option('--client-cert <file>', 'certificate to show where a node demands one')
    .option('--client-key <file>', 'its key')
    .option('--grpc <port>', 'the gRPC port (of the config, else 6334)', port)
    .option('--metrics <port>', 'the metrics port (of the config)', port)
    .option('--p2p [port]', 'look at the port of nodes among themselves too (of the config, else 6335)', port)
    .option('--allow-plaintext', 'let keys cross a network without TLS')
    .option('--active', 'also try what keys and tokens may do in a scratch collection, and remove it')
    .option('--only <rule>', 'a rule or group of rules; repeatable', collect, [])
    .option('--skip <rule>', 'a rule or group of rules to leave out; repeatable', collect, [])
    .option('--timeout <seconds>', 'how long a node may take to answer everything', wholeNumber(1, 600), 10)
    .addHelpText(
      'after',
      `
Groups: config, names, ports, tls, authentication, authorisation, surface,
version.
Exit 0: nothing wrong, 1: findings, 4: nothing answered. Refused tries show up
in the server's audit log.

Examples:
  $ qdrant-auth doctor --config my-qdrant
  $ qdrant-auth doctor https://qdrant.example.org:6333 --ca cacert.pem \\
      --key-env QDRANT_API_KEY
  $ qdrant-auth doctor qdrant-auth.yaml --p2p --format github --skip config`,
    )
  return withProcess(withFindings(command)).action((given: string | undefined, flags: Flags) =>
    finish(context, async () => run(await optionsFrom(given, flags, context))),
  )
}

async function optionsFrom(
  given: string | undefined,
  flags: Flags,
  context: Context,
): Promise<DoctorOptions> {
  const { io } = context
  const trust = trustFilesFrom(flags, context)
  const targets = await targetsFrom(given, flags.config, context)
  const key = await readSecret(context, 'key', { file: flags.keyFile, env: flags.keyEnv }, false)
  const readOnlySource = { file: flags.readOnlyKeyFile, env: flags.readOnlyKeyEnv }
  const readOnly = await readSecret(context, 'read-only-key', readOnlySource, false)
  const server = await processFrom(flags, context)
  const selection = selectionOf(flags.only, flags.skip)
  return {
    targets: {
      nodes: targets.nodes,
      authority: trust.authority ?? targets.authority,
      identity: trust.identity ?? targets.identity,
      here: targets.here,
    },
    server,
    given: [
      ...(key === undefined ? [] : [{ name: kindOf(key), value: key.value, expected: undefined }]),
      ...(readOnly === undefined
        ? []
        : [{ name: `read-only ${kindOf(readOnly)}`, value: readOnly.value, expected: 'read' as const }]),
    ],
    examination: {
      allowPlaintext: flags.allowPlaintext === true,
      ports: { grpc: flags.grpc, metrics: flags.metrics, p2p: flags.p2p ?? false },
      tryKnownKeys: selection('doctor/known-key'),
      active: flags.active === true,
      timeout: flags.timeout * 1000,
      signal: io.signal,
      random: io.entropy.bytes,
      now: io.now(),
    },
    selection,
    format: context.globals.json ? 'json' : flags.format,
    failOn: flags.failOn,
    cwd: context.cwd,
    readNamed: inputReader(context, CERTIFICATES_LIMIT),
    notes: [...(key?.notes ?? []), ...(readOnly?.notes ?? []), ...server.notes],
  }
}

const kindOf = ({ value }: Secret): 'key' | 'token' => (isToken(value) ? 'token' : 'key')

export async function runDoctor(options: DoctorOptions): Promise<Report> {
  const { failOn, format } = options
  const trust = await readTrustFiles(
    options.targets,
    (path) => nameFrom(options.cwd, path),
    options.readNamed,
  )
  const examination = { ...options.examination, ...trust }
  const patients = await patientsFrom(options)
  const { nodes, findings } = await diagnose(patients, examination, options.selection)
  const asked = nodes.filter(({ target }) => target.url !== undefined)
  const isDeaf = asked.length > 0 && !asked.some(answers)
  const json = { nodes: nodes.map(nodeJson), ...findingsJson(findings) }
  const { error, warning, note } = countByLevel(findings)
  // Findings stand in no file, so only their absence can be told of a node.
  const checked = findings.length === 0 ? nodes.map(({ target }) => target.name) : []
  const source = { findings, checked, linesOf: () => undefined, summaryOf }
  const words = format === 'json' ? envelope('doctor', json) : findingsInWords(source, format)
  return {
    json,
    text:
      format === 'text'
        ? (style) => `${nodesInWords(nodes, style)}${typeof words === 'string' ? words : words(style)}`
        : words,
    notes: [
      ...options.notes,
      ...(patients.length === 1 ? unasked(patients[0]?.local) : []),
      {
        level: 'plain',
        message: `${nodes.length} node(s): ${error} error(s), ${warning} warning(s), ${note} note(s)`,
      },
    ],
    exitCode: isDeaf ? EXIT.unreachable : reaches(findings, failOn) ? EXIT.findings : EXIT.done,
  }
}

/** One URL is one node: of a cluster the others have to be named. */
function unasked(local: LocalFacts | undefined): Note[] {
  const [first] = local?.others ?? []
  if (first === undefined) return []
  return [
    {
      level: 'note',
      message: `of ${local?.others.join(', ')} only the files were looked at`,
      hint: `name every node in a file: {ca: CACERT, nodes: [{name: ${first}, url: "https://${first}:6333", config: DIR}]}, and run qdrant-auth doctor FILE`,
    },
  ]
}

async function patientsFrom({ targets, server, given, cwd, examination }: DoctorOptions): Promise<Patient[]> {
  const locals = await Promise.all(
    targets.nodes.map(
      ({ directory, name }) =>
        directory &&
        localFacts({
          directory,
          name,
          startAs: (node) => startIn(directory, server, node),
          cwd,
          now: examination.now,
        }),
    ),
  )
  return patientsOf(
    targets.nodes.map((target, index) => ({ target, local: locals[index] || undefined })),
    given,
    targets.here,
  )
}
