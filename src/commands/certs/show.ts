import { Command } from 'commander'
import type { CertificateRecord } from '../../certs/describe.ts'
import type { ReadNamed } from '../../certs/found.ts'
import { CERTIFICATES_LIMIT } from '../../certs/pem-file.ts'
import { showCertificates } from '../../certs/show.ts'
import type { Context } from '../../cli/context.ts'
import { textFormat } from '../../cli/formats/text.ts'
import { inputReader } from '../../cli/input.ts'
import type { Report } from '../../cli/report.ts'
import type { Style } from '../../cli/style.ts'
import { ago } from '../../cli/time.ts'
import { finish } from '../../cli/verb.ts'
import { nameFrom } from '../../files/below.ts'
import { shown } from '../../shown.ts'

export interface ShowOptions {
  paths: readonly string[]
  cwd: string
  readNamed: ReadNamed
  now: Date
}

export function create(context: Context, run: (options: ShowOptions) => Promise<Report> = runShow): Command {
  return new Command('show')
    .description('Show certificates: names, usages, dates, thumbprint, and whether the key beside them fits.')
    .argument('[path...]', 'files, - for stdin, or directories (tls)')
    .addHelpText(
      'after',
      `
Examples:
  $ qdrant-auth certs show tls
  $ qdrant-auth certs show tls/cert.pem --json`,
    )
    .action((paths: string[]) =>
      finish(context, () =>
        run({
          paths: (paths.length === 0 ? ['tls'] : paths).map((path) => context.path(path)),
          cwd: context.cwd,
          readNamed: inputReader(context, CERTIFICATES_LIMIT),
          now: context.io.now(),
        }),
      ),
    )
}

export async function runShow({ paths, cwd, readNamed, now }: ShowOptions): Promise<Report> {
  const certificates = (await showCertificates(paths, now, readNamed)).map((record) => shortened(record, cwd))
  return {
    json: { certificates },
    text: (style) =>
      certificates.map((record) => inWords(record, style)).join('\n') || 'There are no certificates.\n',
  }
}

/** Paths as a person would write them from here. */
function shortened(record: CertificateRecord, cwd: string): CertificateRecord {
  const short = (file: string) => nameFrom(cwd, file)
  const findings = record.findings.map((finding) =>
    finding.location !== undefined && 'file' in finding.location
      ? { ...finding, location: { ...finding.location, file: short(finding.location.file) } }
      : finding,
  )
  return {
    ...record,
    file: short(record.file),
    key: record.key && { ...record.key, file: short(record.key.file) },
    findings,
  }
}

function inWords(record: CertificateRecord, style: Style): string {
  const { key } = record
  const lines: [string, string][] = [
    ['role', `${record.role} (${record.usages.join(', ') || 'no usages named'})`],
    ['names', record.names.join(', ') || 'none'],
    ['subject', record.subject || 'none'],
    ['issuer', record.issuer || 'none'],
    [
      'valid',
      `${record.notBefore} to ${record.notAfter}, ${record.secondsLeft < 0 ? 'expired' : 'ends'} ${ago(record.secondsLeft)}`,
    ],
    [
      'key',
      `${record.keyType}, ${key === null ? 'no key file beside it' : `${key.file} (${key.mode}) ${key.matches ? 'fits' : 'DOES NOT FIT'}`}`,
    ],
    ['serial', record.serial],
    ['sha256', record.sha256],
  ]
  const body = lines.map(([name, text]) => `  ${name.padEnd(8)} ${shown(text)}\n`).join('')
  return `${style.bold(shown(record.file))}\n${body}${textFormat(record.findings, () => undefined, style)}`
}
