import type { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import { fieldsOf } from '../certs/describe.ts'
import { certificatesOf } from '../certs/pem-file.ts'
import { holdsKeyOf, isEncrypted } from '../certs/private-key.ts'
import { faultsOfFiles } from '../certs/verify.ts'
import { diskOf } from '../config/directory.ts'
import { diskFiles } from '../config/server-files.ts'
import { validate } from '../config/validate.ts'
import { readRegularFile } from '../files/read.ts'
import type { Finding } from '../finding.ts'
import { momentOf } from '../jwt/expiry.ts'
import { fingerprint } from '../keys/fingerprint.ts'
import { environmentName } from '../keys/format.ts'
import type { EffectiveConfig } from '../qdrant/config/effective.ts'
import { decodeToken } from '../qdrant/token/decode.ts'
import { NEWEST_VERSION } from '../qdrant/versions.ts'
import type { InitAnswers } from './answers.ts'
import { keyIn } from './build.ts'
import type { Layout } from './layout.ts'

/** What is in the directory afterwards, read back from the disk and judged. Holds no secret. */
export interface Checked {
  findings: Finding[]
  keys: { name: string; fingerprint: string }[]
  certificates: { file: string; role: string; names: string[]; notAfter: string }[]
  token: { file: string; expiresAt: string | null; accepted: boolean }
}

const LIMIT = 1 << 20

/** Reads everything back: config as `config validate` does, certificates against CA and key, the token against the key. */
export async function checkDirectory(
  directory: string,
  answers: InitAnswers,
  layout: Layout,
  now: Date,
): Promise<Checked> {
  const read = async (path: string) =>
    (await readRegularFile(join(directory, path), LIMIT)).bytes.toString('utf8')
  const secrets = await read(layout.secrets)
  const keys = ['api_key', 'read_only_api_key'].map((name) => ({
    name,
    key: keyIn(secrets, layout.secrets, name),
  }))
  const config = await configFindings(directory, answers, keys, now)
  const { findings, certificates } = await checkCertificates(layout, read, now)
  const token = await checkToken(layout.token, await read(layout.token), keys[0]?.key ?? '', now)
  return {
    findings: [...config, ...findings, ...token.findings],
    keys: keys.map(({ name, key }) => ({ name, fingerprint: fingerprint(key) })),
    certificates,
    token: token.summary,
  }
}

type Keys = readonly { name: string; key: string }[]

async function configFindings(
  directory: string,
  answers: InitAnswers,
  keys: Keys,
  now: Date,
): Promise<Finding[]> {
  const variables =
    answers.secrets === 'env'
      ? keys.map(({ name, key }) => ({ name: environmentName(name), value: key }))
      : []
  const { findings, config } = await validate({
    files: diskFiles(directory, undefined),
    directory,
    variables,
    disk: diskOf(directory),
    // With several nodes each mounts its own folder as tls/, so the paths are not to be looked up from here.
    complete: answers.nodes === 1,
    now,
    disabled: [],
    nameOf: (file) => join(directory, file),
  })
  return [...findings, ...keyFindings(config, keys)]
}

/** The server takes exactly these keys. */
function keyFindings({ outcomes: [outcome] }: EffectiveConfig, keys: Keys): Finding[] {
  const { apiKey, readOnlyApiKey, jwt } = outcome.authentication
  const faults = [
    apiKey === keys[0]?.key && readOnlyApiKey === keys[1]?.key
      ? undefined
      : 'the server would take other keys than these',
    jwt ? undefined : 'the server would not accept tokens',
  ]
  return faults.flatMap((message): Finding[] =>
    message === undefined ? [] : [{ ruleId: 'init/config', level: 'error', message }],
  )
}

type Read = (path: string) => Promise<string>

/** Each certificate against the CA and the key beside it. The CA's own may be kept elsewhere. */
async function checkCertificates(
  layout: Layout,
  read: Read,
  now: Date,
): Promise<Pick<Checked, 'findings' | 'certificates'>> {
  const plan = layout.certificates
  if (plan === undefined) return { findings: [], certificates: [] }
  const [authority] = certificatesOf(await read(plan.authorityCertificate).catch(() => '')).certificates
  const certificates = authority === undefined ? [] : [summary(authority, plan.authorityCertificate, now)]
  const findings: Finding[] = []
  const key = await read(plan.authorityKey).catch(() => '')
  if (authority !== undefined && key !== '' && !isEncrypted(key))
    if (!holdsKeyOf(Buffer.from(key, 'latin1'), authority))
      findings.push(certificateFinding(plan.authorityKey, 'it does not belong to the certificate of the CA'))
  for (const planned of plan.certificates) {
    const files = {
      certificate: await read(planned.certificate),
      key: await read(planned.key),
      authority: await read(planned.authority),
    }
    const faults = faultsOfFiles(files, planned, now)
    findings.push(...faults.map((message) => certificateFinding(planned.certificate, message)))
    const [certificate] = certificatesOf(files.certificate).certificates
    if (certificate !== undefined) certificates.push(summary(certificate, planned.certificate, now))
  }
  return { findings, certificates }
}

const certificateFinding = (file: string, message: string): Finding => ({
  ruleId: 'init/certificate',
  level: 'error',
  message,
  location: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
})

function summary(certificate: X509Certificate, file: string, now: Date): Checked['certificates'][number] {
  const { role, names, notAfter } = fieldsOf(certificate, now)
  return { file, role, names, notAfter }
}

function checkToken(
  file: string,
  text: string,
  key: string,
  now: Date,
): { findings: Finding[]; summary: Checked['token'] } {
  const decoded = decodeToken(text.trim(), key, now.getTime() / 1000, NEWEST_VERSION)
  const claims = 'claims' in decoded ? decoded.claims : undefined
  const accepted = decoded.outcome === 'valid' && claims?.access === 'read'
  const summary = { file, expiresAt: momentOf(claims?.exp), accepted }
  if (accepted) return { findings: [], summary }
  const expired = decoded.outcome === 'expired'
  const reason = expired
    ? 'has expired'
    : `is not accepted as one for reading: ${decoded.outcome.replaceAll('-', ' ')}`
  const finding: Finding = {
    ruleId: 'init/token',
    level: expired ? 'warning' : 'error',
    message: `the token in ${file} ${reason}`,
    hint: `make a new one: remove ${file} and run init again`,
  }
  return { findings: [finding], summary }
}
