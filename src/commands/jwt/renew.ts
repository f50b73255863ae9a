import { Command } from 'commander'
import type { Context } from '../../cli/context.ts'
import { readInput } from '../../cli/input.ts'
import type { Note, Report } from '../../cli/report.ts'
import { readSecret } from '../../cli/secrets.ts'
import { serverVersion } from '../../cli/server-version.ts'
import { finish } from '../../cli/verb.ts'
import { QdrantAuthError } from '../../errors.ts'
import { MODE } from '../../files/modes.ts'
import { newTag } from '../../files/staged.ts'
import { createFile, requireFree } from '../../files/write.ts'
import { expiryText, parseExpiry } from '../../jwt/expiry.ts'
import { givenToken, TOKEN_LIMIT } from '../../jwt/given.ts'
import { accessOfToken, inspectToken } from '../../jwt/inspect.ts'
import { mintToken } from '../../jwt/mint.ts'
import { findEntry, lifetimeOf, mintedLine, recordMinted } from '../../jwt/registry.ts'
import { claimOfAccess, type TokenClaims } from '../../jwt/role.ts'
import { fingerprint } from '../../keys/fingerprint.ts'
import { NEWEST_VERSION } from '../../qdrant/versions.ts'

export interface RenewOptions {
  /** Claims of the old token; its expiry is replaced. */
  claims: TokenClaims
  name: string | undefined
  /** `30d`, a time or `never`; undefined lasts as long as the old one did. */
  expires: string | undefined
  /** How long the old one lasted, in seconds; undefined when that is not known. */
  lifetime: number | undefined
  key: string
  allowWeak: boolean
  recordIn: string | undefined
  output: string | undefined
  serverVersion: string
  now: Date
  tag: string
  notes: Note[]
}

export function create(
  context: Context,
  run: (options: RenewOptions) => Promise<Report> = runRenew,
): Command {
  return new Command('renew')
    .description('Sign a token again: same claims, new expiry, and the key that is given now.')
    .argument('<token>', 'name in the registry, or - for an old token on stdin')
    .option('--key-file <file>', 'file with the key that signs')
    .option('--key-env <name>', 'environment variable with it')
    .option(
      '--old-key-file <file>',
      'file with the key that signed the old token on stdin, if it is another one',
    )
    .option('--expires <when>', '30d, 12h, a time, or never; as long as before without it')
    .option('--server-version <version>', 'the server it is for', NEWEST_VERSION)
    .option('--no-record', 'leave it out of the registry')
    .option('--allow-weak', 'allow a key of fewer than 32 bytes')
    .option('-o <file>', 'write to this new file, mode 0600')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth jwt renew ci --key-file api.key > ci.jwt
  $ qdrant-auth jwt renew - --key-file new.key --old-key-file old.key < ci.jwt`,
    )
    .action((token: string, flags: Flags) =>
      finish(context, async () => run(await optionsFrom(token, flags, context))),
    )
}

interface Flags {
  keyFile?: string
  keyEnv?: string
  oldKeyFile?: string
  expires?: string
  serverVersion: string
  record: boolean
  allowWeak?: true
  o?: string
}

async function optionsFrom(token: string, flags: Flags, context: Context): Promise<RenewOptions> {
  const { io } = context
  const key = await readSecret(context, 'key', { file: flags.keyFile, env: flags.keyEnv }, true)
  if (key === undefined) throw new TypeError('a key that is asked for is always given')
  const { version, notes: aboutVersion } = serverVersion(flags.serverVersion)
  const { notes, ...old } =
    token === '-' ? await fromStdin(flags, key.value, version, context) : await fromRegistry(token, context)
  return {
    ...old,
    expires: flags.expires,
    key: key.value,
    allowWeak: flags.allowWeak === true,
    recordIn: flags.record ? context.cwd : undefined,
    output: flags.o === undefined ? undefined : context.path(flags.o),
    serverVersion: version,
    now: io.now(),
    tag: newTag(io.entropy.bytes),
    notes: [...key.notes, ...notes, ...aboutVersion],
  }
}

type Old = Pick<RenewOptions, 'claims' | 'name' | 'lifetime' | 'notes'>

async function fromRegistry(name: string, context: Context): Promise<Old> {
  const entry = await findEntry(context.cwd, name)
  return { claims: entry.claims, name, lifetime: lifetimeOf(entry), notes: [] }
}

/** A token from elsewhere is renewed only when a key of ours signed it: anybody can write claims. */
async function fromStdin(flags: Flags, key: string, serverVersion: string, context: Context): Promise<Old> {
  const oldKey = await readSecret(context, 'old-key', { file: flags.oldKeyFile }, false)
  const { token } = givenToken((await readInput(context, '-', TOKEN_LIMIT)).bytes.toString('utf8'))
  const { signature, claims, verdict } = inspectToken({
    token,
    headers: [['api-key', token]],
    apiKey: oldKey?.value ?? key,
    altApiKey: undefined,
    now: context.io.now(),
    serverVersion,
  })
  if (signature.verified !== true) {
    throw new QdrantAuthError(
      'not-accepted',
      'the old token was not signed with this key, so its claims are not to be trusted',
      {
        hints: ['give the key that signed it: --old-key-file'],
      },
    )
  }
  const access = accessOfToken(token, serverVersion)
  if (access === undefined || (verdict.accepted === false && verdict.cause !== 'expired')) {
    throw new QdrantAuthError('not-accepted', 'the server does not accept the old token', {
      hints: ['qdrant-auth jwt inspect says why'],
    })
  }
  const { exp, ...rest } = claims as { exp?: number }
  if (isRounded(rest))
    throw new QdrantAuthError('not-accepted', 'a claim of the old token has more digits than could be kept', {
      hints: ['mint a new one: qdrant-auth jwt mint'],
    })
  // No access claim, which means everything, and other forms of it become what mint writes.
  return {
    claims: { ...(exp !== undefined && { exp }), ...rest, access: claimOfAccess(access) },
    name: undefined,
    lifetime: undefined,
    notes: oldKey?.notes ?? [],
  }
}

/** JSON.parse makes another number of what has too many digits: a guard would then be another one. */
const isRounded = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isInteger(value) && !Number.isSafeInteger(value)
    : typeof value === 'object' && value !== null && Object.values(value).some(isRounded)

export async function runRenew(options: RenewOptions): Promise<Report> {
  const { key, now, serverVersion, output } = options
  const claims = renewed(options)
  if (output !== undefined) requireFree(output)
  const token = await mintToken({ claims, key, allowWeak: options.allowWeak, now, serverVersion })
  const expiresAt = expiryText(claims.exp)
  const signer = fingerprint(key)
  const notes = [...options.notes]
  if (options.recordIn !== undefined) {
    const entry = { name: options.name ?? claims.subject, claims, key: signer, expiresAt }
    notes.push(...(await recordMinted(options.recordIn, mintedLine(token, entry, now))))
  }
  if (output !== undefined) await createFile(output, `${token}\n`, MODE.secret, options.tag)
  return {
    json: {
      token: output === undefined ? token : null,
      claims,
      expiresAt,
      key: { fingerprint: signer },
      ...(output !== undefined && { file: output }),
    },
    text: output === undefined ? `${token}\n` : '',
    notes: [
      ...notes,
      { level: 'plain', message: `valid until ${expiresAt ?? 'for ever'}, signed with ${signer}` },
    ],
  }
}

const DEFAULT_LIFETIME = '30d'

function renewed({ claims, expires, lifetime, now }: RenewOptions): TokenClaims {
  const { exp: old, ...rest } = claims
  if (expires === undefined && old === undefined) return rest
  const exp =
    expires === undefined && lifetime !== undefined
      ? Math.floor(now.getTime() / 1000) + lifetime
      : parseExpiry(expires ?? DEFAULT_LIFETIME, now)
  return exp === undefined ? rest : { exp, ...rest }
}
