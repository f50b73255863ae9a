import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { run } from '../../support/io.ts'
import { has } from '../../support/programs.ts'
import { type Seen, type StandIn, startStandIn } from '../../support/qdrant-standin.ts'

/** Where `test/interop/clients/install.sh` puts the client libraries. */
export const CLIENTS = process.env.QDRANT_AUTH_CLIENTS ?? join(tmpdir(), 'qdrant-auth-clients')

/** Tests of a client that is not installed are skipped, and `title` says so. */
export const isInstalled = (client: string): boolean =>
  client === 'curl' ? has('curl') : existsSync(join(CLIENTS, client, '.ready'))

export const title = (what: string, client: string): string =>
  isInstalled(client) ? what : `${what} (needs ${client} of test/interop/clients/install.sh)`

/** Everything that a language could take for more than a character of a path. */
const AWKWARD = `it's "all" of $HOME \`id\` %d%s {{ca}} {} #{x} \\u0041\\n:ü 中\n end`

const SECRETS = {
  key: 'tJ4mXq8ZsW2pLr7VbN5kYd9FhC3gTe6QaU1oRi0EwSx',
  token: 'eyJhbGciOiJIUzI1NiJ9.eyJhY2Nlc3MiOiJyIn0.c2lnbmF0dXJl',
}

export type { Seen }

type Security = 'plain' | 'tls' | 'mtls'

/** One thing that a snippet can be asked to do. */
export interface Case {
  transport: 'rest' | 'grpc'
  security: Security
  /** Who says which CA to trust: the snippet, or the system that it runs on. */
  authority: 'given' | 'system'
  secret: 'key' | 'token'
  from: 'environment' | 'file'
  /** A path in front of the API, as a proxy has it. */
  front?: string
}

export const inWords = ({ transport, security, authority, secret, from, front }: Case): string =>
  `${transport}, ${security === 'plain' ? security : `${security} with a CA of the ${authority === 'given' ? 'snippet' : authority}`}, a ${secret} from the ${from}${front === undefined ? '' : `, behind ${front}`}`

/** Together they make every line of every template. */
export const casesOf = (...transports: Case['transport'][]): Case[] =>
  transports.flatMap((transport): Case[] => [
    { transport, security: 'plain', authority: 'system', secret: 'token', from: 'environment' },
    { transport, security: 'tls', authority: 'given', secret: 'key', from: 'file' },
    { transport, security: 'tls', authority: 'system', secret: 'token', from: 'file' },
    { transport, security: 'mtls', authority: 'given', secret: 'key', from: 'environment' },
    {
      transport,
      security: 'mtls',
      authority: 'system',
      secret: 'key',
      from: 'environment',
      ...(transport === 'rest' && { front: '/front' }),
    },
  ])

const pathOf = ({ transport, front = '' }: Case): string =>
  transport === 'rest' ? `${front}/collections` : '/qdrant.Collections/List'

export interface World {
  directory: string
  /** What the tool printed. */
  snippet(client: string, one: Case): Promise<string>
  /** Runs a program; the secret is in its environment where the case wants it there. */
  run(command: readonly [string, ...string[]], one: Case, cwd?: string): Promise<Ran>
  /** The call that lists collections, as the server got it since the last time; throws where there was none. */
  listing(one: Case): Seen
  close(): Promise<void>
}

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

/** Servers of each kind, with certificates that `certs init` has made, in a folder with an awkward name. */
export async function openWorld(): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'qdrant-auth-snippets-'))
  const made = await run(['certs', 'init', '--node', 'qdrant', '--client', 'app'], {
    cwd: directory,
    now: new Date(),
  })
  expect(made).toMatchObject({ code: 0 })
  const folder = join(directory, AWKWARD)
  cpSync(join(directory, 'tls'), folder, { recursive: true })
  for (const [name, secret] of Object.entries(SECRETS)) writeFileSync(join(folder, name), `${secret}\n`)
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const identity = { cert: read('cert.pem'), key: read('key.pem') }
  const secrets = Object.values(SECRETS)
  const servers: Record<Security, StandIn> = {
    plain: await startStandIn({ secrets }),
    tls: await startStandIn({ secrets, identity }),
    mtls: await startStandIn({ secrets, identity, clientAuthority: read('cacert.pem') }),
  }
  const argv = ({ transport, security, authority, secret, from, front = '' }: Case): string[] => [
    ...['--transport', transport],
    ...[
      '--url',
      `${security === 'plain' ? 'http' : 'https'}://localhost:${servers[security][transport]}${front}`,
    ],
    ...(security !== 'plain' && authority === 'given' ? ['--ca', join(folder, 'cacert.pem')] : []),
    ...(security === 'mtls'
      ? [
          '--mtls',
          '--cert',
          join(folder, 'clients/app/cert.pem'),
          '--key',
          join(folder, 'clients/app/key.pem'),
        ]
      : []),
    ...(secret === 'token' ? ['--jwt'] : []),
    ...(from === 'file' ? ['--secret-file', join(folder, secret)] : []),
  ]
  return {
    directory,
    async snippet(client, one) {
      const empty = join(directory, 'empty')
      mkdirSync(empty, { recursive: true })
      const { stdout, code } = await run(['snippet', client, ...argv(one)], { cwd: empty })
      expect(code).toBeLessThan(2)
      for (const secret of secrets) expect(stdout).not.toContain(secret)
      return stdout
    },
    run: (command, { authority, secret, from }, cwd = directory) =>
      spawned(command, cwd, {
        ...(authority === 'system' && systemAuthority(join(directory, 'tls/cacert.pem'))),
        ...(from === 'environment' && {
          [secret === 'token' ? 'QDRANT_TOKEN' : 'QDRANT_API_KEY']: SECRETS[secret],
        }),
      }),
    listing(one) {
      const calls = servers[one.security].seen.splice(0)
      const listing = calls.find((call) => call.path === pathOf(one))
      if (listing === undefined) throw new Error(`the server has seen ${JSON.stringify(calls)} alone`)
      return listing
    },
    async close() {
      await Promise.all(Object.values(servers).map((server) => server.close()))
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** What the server must have got. `tokenHeader` is how the client sends a token. */
export function expected(one: Case, tokenHeader: 'api-key: ' | 'authorization: Bearer '): Seen {
  const { transport, security, secret } = one
  return {
    port: transport,
    path: pathOf(one),
    credential: secret === 'key' ? `api-key: ${SECRETS.key}` : tokenHeader + SECRETS.token,
    certificate: security === 'mtls' ? 'app' : undefined,
    name: security === 'plain' ? undefined : 'localhost',
  }
}

/** What each of them takes for the CAs of the system: it is said in a variable, and none is asked to trust it for good. */
function systemAuthority(file: string): Record<string, string> {
  const store = `${file}.p12`
  if (has('keytool', '-help') && !existsSync(store)) {
    const flags = '-importcert -noprompt -trustcacerts -storetype PKCS12 -storepass changeit -alias ca'
    spawnSync('keytool', [...flags.split(' '), '-file', file, '-keystore', store])
  }
  return {
    SSL_CERT_FILE: file,
    CURL_CA_BUNDLE: file,
    NODE_EXTRA_CA_CERTS: file,
    GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: file,
    JAVA_TOOL_OPTIONS: `-Djavax.net.ssl.trustStore=${store} -Djavax.net.ssl.trustStorePassword=changeit`,
  }
}

/** Not `spawnSync`: the server is in this process. */
function spawned(
  [program, ...args]: readonly [string, ...string[]],
  cwd: string,
  variables: Record<string, string>,
): Promise<Ran> {
  const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env
  const env = { ...inherited, LC_ALL: 'C.UTF-8', ...variables }
  return new Promise((done, failed) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const ran = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk) => (ran.stdout += chunk))
    child.stderr.on('data', (chunk) => (ran.stderr += chunk))
    child.on('error', failed)
    child.on('close', (code) => done({ code, ...ran }))
  })
}
