import { Argument, Command, Option } from 'commander'
import type { Context } from '../cli/context.ts'
import type { Note, Report } from '../cli/report.ts'
import { finish } from '../cli/verb.ts'
import { EXIT, QdrantAuthError } from '../errors.ts'
import { statIfPresent } from '../files/read.ts'
import { CLIENT_NAMES, type ClientName, TRANSPORTS, type Transport } from '../snippet/clients.ts'
import {
  type Address,
  type Connection,
  parseAddress,
  requirePath,
  requireVariable,
  USUAL_PORT,
} from '../snippet/connection.ts'
import { type FromConfig, fromConfig } from '../snippet/from-config.ts'
import { unicodeString } from '../snippet/literals.ts'
import { makeSnippet, transportOf } from '../snippet/snippet.ts'

export interface SnippetOptions {
  client: ClientName
  transport: Transport
  jwt: boolean
  connection: Connection
  /** What was found out on the way. */
  notes: readonly Note[]
}

interface Flags {
  transport?: Transport
  mtls?: true
  jwt?: true
  url?: string
  ca?: string
  cert?: string
  key?: string
  secretEnv?: string
  secretFile?: string
}

export function create(
  context: Context,
  run: (options: SnippetOptions) => Promise<Report> = runSnippet,
): Command {
  return new Command('snippet')
    .description(
      'Print a program that connects and lists the collections, with certificates and key where this client takes them.',
    )
    .addArgument(new Argument('<client>', 'the client library or program').choices(CLIENT_NAMES))
    .addOption(new Option('--transport <name>', 'REST or gRPC').choices(TRANSPORTS))
    .option('--mtls', 'show a client certificate; so does --cert with --key')
    .option('--jwt', 'the secret is a token')
    .option('--url <url>', 'scheme, host and port of the server, for gRPC of its gRPC port')
    .option('--ca <file>', "the CA of the server's certificate")
    .option('--cert <file>', 'the certificate that the client shows')
    .option('--key <file>', 'its key')
    .option('--secret-env <name>', 'the variable that the program reads (QDRANT_API_KEY or QDRANT_TOKEN)')
    .option('--secret-file <file>', 'the file that the program reads instead')
    .addHelpText(
      'after',
      `
What is not said comes from the configuration of this directory. No secret is
read, and none is printed. Exit 1 where the client itself cannot do it; the
program then does it without the client's help.

Examples:
  $ qdrant-auth snippet python > example.py
  $ qdrant-auth snippet go --url https://qdrant.example.org:6334 --ca ca.pem
  $ qdrant-auth snippet curl --jwt --secret-file tokens/read.jwt | sh`,
    )
    .action((client: ClientName, flags: Flags) =>
      finish(context, async () => run(optionsFrom(client, flags, context))),
    )
}

function optionsFrom(client: ClientName, flags: Flags, context: Context): SnippetOptions {
  const transport = transportOf(client, flags.transport)
  const jwt = flags.jwt === true
  const config = fromConfig(context.cwd)
  const address = flags.url === undefined ? addressIn(config, transport) : parseAddress(flags.url, transport)
  const authority = flags.ca === undefined ? config?.authority : requirePath('--ca', flags.ca)
  const isDemanded = flags.url === undefined && transport === 'rest' && config?.demandsCertificate === true
  const isWanted = flags.mtls === true || flags.cert !== undefined || flags.key !== undefined || isDemanded
  const identity = isWanted ? identityFrom(flags, config) : undefined
  if (!address.tls && (identity ?? flags.ca) !== undefined)
    throw new QdrantAuthError('usage', 'there are no certificates without TLS', {
      hints: ['write --url https://…, or leave --mtls, --ca, --cert and --key out'],
    })
  const connection: Connection = {
    address,
    restPort: config?.ports.rest ?? USUAL_PORT.rest,
    authority: address.tls ? authority : undefined,
    identity,
    secret: secretFrom(flags, jwt),
  }
  return {
    client,
    transport,
    jwt,
    connection,
    notes: notesOn(connection, { config, flags, transport, context }),
  }
}

function addressIn(config: FromConfig | undefined, transport: Transport): Address {
  if (config === undefined) return { tls: true, host: 'localhost', port: USUAL_PORT[transport], prefix: '' }
  const port = config.ports[transport]
  if (port !== undefined) return { tls: config.tls, host: config.host, port, prefix: '' }
  const title = transport === 'rest' ? 'REST' : 'gRPC'
  throw new QdrantAuthError('not-accepted', `the server that is configured here has no ${title} port`, {
    hints: ['see qdrant-auth config show, or give --url of another server'],
  })
}

function identityFrom({ cert, key }: Flags, config: FromConfig | undefined): Connection['identity'] {
  if (cert !== undefined && key !== undefined)
    return { certificate: requirePath('--cert', cert), key: requirePath('--key', key) }
  if (cert === undefined && key === undefined && config?.identity !== undefined) return config.identity
  throw new QdrantAuthError('usage', 'a client certificate needs --cert and --key', {
    hints: ['make one: qdrant-auth certs issue client app'],
  })
}

function secretFrom({ secretEnv, secretFile }: Flags, jwt: boolean): Connection['secret'] {
  if (secretEnv !== undefined && secretFile !== undefined)
    throw new QdrantAuthError('usage', '--secret-env and --secret-file exclude each other')
  if (secretFile !== undefined) return { file: requirePath('--secret-file', secretFile) }
  const variable = secretEnv ?? (jwt ? 'QDRANT_TOKEN' : 'QDRANT_API_KEY')
  return { variable: requireVariable('--secret-env', variable) }
}

interface Findings {
  config: FromConfig | undefined
  flags: Flags
  transport: Transport
  context: Context
}

function notesOn(
  { address, authority, identity, secret }: Connection,
  { config, flags, transport, context }: Findings,
): Note[] {
  const warn = (message: string, hint?: string): Note => ({
    level: 'warning',
    message,
    ...(hint && { hint }),
  })
  const files = [authority, identity?.certificate, identity?.key, 'file' in secret ? secret.file : undefined]
  return [
    ...(config === undefined && flags.url === undefined
      ? [
          warn(
            'no server is configured in this directory: https://localhost is a guess',
            'give --url, and --ca',
          ),
        ]
      : []),
    ...(address.tls
      ? []
      : [warn('the secret crosses the network in plain text', 'turn TLS on: see qdrant-auth init')]),
    ...(flags.jwt === true && config?.acceptsTokens === false
      ? [warn('the server that is configured here accepts no tokens', 'set service.jwt_rbac to true')]
      : []),
    ...(identity !== undefined && transport === 'grpc'
      ? [warn("Qdrant's own gRPC port asks no client for a certificate", 'only a proxy in front of it does')]
      : []),
    ...files.flatMap((file) =>
      file === undefined || statIfPresent(context.path(file)) !== undefined
        ? []
        : [warn(`${unicodeString(file)} is not there`)],
    ),
  ]
}

export async function runSnippet(options: SnippetOptions): Promise<Report> {
  const { client, transport } = options
  const { code, unsupported, dependencies, install, notes } = makeSnippet(options)
  return {
    json: {
      client,
      transport,
      supported: unsupported === undefined,
      reason: unsupported ?? null,
      code,
      dependencies,
      install,
      notes,
    },
    text: code,
    notes: [
      ...options.notes,
      ...(unsupported === undefined
        ? []
        : [
            {
              level: 'warning' as const,
              message: `${unsupported}: the program goes around it`,
              hint: 'a local proxy that adds the certificate (ghostunnel, stunnel, envoy) does without that',
            },
          ]),
      ...install.map((line): Note => ({ level: 'note', message: `install: ${line}` })),
      ...notes.map((message): Note => ({ level: 'note', message })),
    ],
    exitCode: unsupported === undefined ? EXIT.done : EXIT.findings,
  }
}
