import { join } from 'node:path'
import type { Entropy } from '../certs/entropy.ts'
import { DEFAULT_KEY_TYPE } from '../certs/key-types.ts'
import { type MadeFile, makeMissing } from '../certs/make.ts'
import type { CertificatePlan } from '../certs/plan.ts'
import { CA_DAYS, LEAF_DAYS } from '../certs/profiles.ts'
import { configDocument, secretsOverlay } from '../config/document.ts'
import { QdrantAuthError } from '../errors.ts'
import { MODE } from '../files/modes.ts'
import type { PlannedFile } from '../files/target.ts'
import { expiryText } from '../jwt/expiry.ts'
import { mintToken } from '../jwt/mint.ts'
import { mintedLine, REGISTRY, textOf } from '../jwt/registry.ts'
import { claimsOf } from '../jwt/role.ts'
import { fingerprint } from '../keys/fingerprint.ts'
import { formatKeys, type NamedKey } from '../keys/format.ts'
import { generateKey } from '../keys/generate.ts'
import { NEWEST_VERSION } from '../qdrant/versions.ts'
import type { InitAnswers } from './answers.ts'
import { withSecretsIgnored } from './gitignore.ts'
import type { Layout } from './layout.ts'
import { recordText } from './record.ts'
import type { Survey } from './survey.ts'

export interface BuildContext {
  directory: string
  answers: InitAnswers
  layout: Layout
  survey: Survey
  now: Date
  entropy: Entropy
}

const WRITTEN_BY = 'qdrant-auth init'

/** Lifetime and audit name of the first token. */
export const FIRST_TOKEN = { name: 'read', subject: 'init-read', access: 'read', expires: '30d' } as const

/** Everything that is missing. What is there stays as it is; a file that depends on a new key is made again. */
export async function buildMissing(context: BuildContext): Promise<PlannedFile[]> {
  const { directory, layout, survey } = context
  const files: [path: string, content: string, mode: number][] = [
    ...(await secretFiles(context)),
    ...(layout.certificates === undefined ? [] : await certificateFiles(layout.certificates, context)),
  ]
  const ignored = await survey.text(layout.gitignore)
  const ignoring = withSecretsIgnored(ignored, context.answers.secrets === 'inline')
  if (ignoring !== ignored) files.push([layout.gitignore, ignoring, MODE.public])
  // Last: it says that all the others are ours.
  if (!survey.present.has(layout.record))
    files.push([layout.record, recordText(context.answers), MODE.secret])
  return files.map(([path, content, mode]) => ({ path: join(directory, path), content, mode }))
}

async function secretFiles({
  answers,
  layout,
  survey,
  now,
  entropy,
}: BuildContext): Promise<[string, string, number][]> {
  const { config, secrets, token } = layout
  const files: [string, string, number][] = []
  const keys: NamedKey[] = ['api_key', 'read_only_api_key'].map((name) => ({
    name,
    key: generateKey(entropy.bytes),
  }))
  const newKeys = !survey.present.has(secrets)
  if (newKeys && secrets !== config) {
    const text = answers.secrets === 'env' ? formatKeys(keys, 'env') : secretsOverlay(WRITTEN_BY, keys)
    files.push([secrets, text, MODE.secret])
  }
  if (!survey.present.has(config)) {
    const inline = answers.secrets === 'inline'
    const place = inline
      ? ({ in: 'inline', keys } as const)
      : answers.secrets === 'env'
        ? ({ in: 'env', file: secrets } as const)
        : ({ in: 'overlay' } as const)
    const { tls, mtls, keepGrpc, nodes } = answers
    const text = configDocument({
      writtenBy: WRITTEN_BY,
      tls,
      mtls,
      keepGrpc,
      cluster: nodes > 1,
      secrets: place,
    })
    files.push([config, text, inline ? MODE.secret : MODE.public])
  }
  if (newKeys || !survey.present.has(token)) {
    const signer = newKeys ? keys[0]?.key : keyIn(await survey.text(secrets), secrets)
    const claims = claimsOf(FIRST_TOKEN, now)
    const first = await mintToken({
      claims,
      key: signer ?? '',
      allowWeak: false,
      now,
      serverVersion: NEWEST_VERSION,
    })
    files.push([token, `${first}\n`, MODE.secret])
    // A rotation asks the registry who would lose access with the old key.
    const entry = {
      name: FIRST_TOKEN.name,
      claims,
      key: fingerprint(signer ?? ''),
      expiresAt: expiryText(claims.exp),
    }
    const recorded = await survey.text(REGISTRY)
    // Half a line, of a write that was cut short, stays alone.
    const end = recorded === '' || recorded.endsWith('\n') ? '' : '\n'
    files.push([REGISTRY, recorded + end + textOf(mintedLine(first, entry, now)), MODE.secret])
  }
  return files
}

/** The api_key of a file that an earlier run wrote: ours are one quoted or bare word. */
export function keyIn(text: string, path: string, name = 'api_key'): string {
  const found = new RegExp(
    `^\\s*(?:${name}:\\s*"|QDRANT__SERVICE__${name.toUpperCase()}=)([\\w+/=-]+)"?\\s*$`,
    'm',
  ).exec(text)?.[1]
  if (found !== undefined) return found
  throw new QdrantAuthError('file-malformed', `${path} holds no ${name} that init wrote`, {
    hints: ['mint tokens with qdrant-auth jwt mint'],
  })
}

function certificateFiles(
  plan: CertificatePlan,
  { survey, now, entropy }: BuildContext,
): Promise<MadeFile[]> {
  const shape = {
    keyType: DEFAULT_KEY_TYPE,
    days: LEAF_DAYS,
    caDays: CA_DAYS,
    caName: 'Qdrant CA',
    permitted: [],
    passphrase: async () => undefined,
    newPassphrase: undefined,
  }
  return makeMissing(plan, shape, { ...survey, now, entropy })
}
