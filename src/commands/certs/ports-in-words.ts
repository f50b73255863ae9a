import type { Checked } from '../../certs/check-files.ts'
import type { PortReport } from '../../certs/ports.ts'
import { textFormat } from '../../cli/formats/text.ts'
import type { Style } from '../../cli/style.ts'
import { columns } from '../../cli/table.ts'
import { ago } from '../../cli/time.ts'
import { shown } from '../../shown.ts'

const PORTS = ['rest', 'grpc', 'p2p', 'mtls'] as const

/** Ports that a certificate is not meant for; that they would not take it is no news. */
const NOT_FOR: Partial<Record<string, readonly string[]>> = {
  client: ['rest', 'grpc', 'p2p'],
  server: ['mtls'],
}

/** What was found, then a table: which port takes what, and until when; then the reasons of the ports that do not. */
export function checkInWords(checked: readonly Checked[], style: Style): string {
  const findings = checked.flatMap((one) => one.findings)
  const readable = checked.flatMap(({ file, record, ports }) =>
    record === undefined
      ? []
      : [{ file, record, ports: ports.filter(({ port }) => !NOT_FOR[record.role]?.includes(port)) }],
  )
  const rows = readable.map(({ file, record, ports }) => [
    shown(file),
    record.role,
    `${record.secondsLeft < 0 ? 'ended' : 'ends'} ${ago(record.secondsLeft)}`,
    ...PORTS.map((port) => verdict(ports.find((one) => one.port === port))),
  ])
  const head = ['file', 'role', 'life', 'rest', 'grpc', 'p2p', 'mtls']
  const reasons = readable.flatMap(({ file, ports }) =>
    ports
      .filter(({ accepted }) => accepted === false)
      .map(({ port, reason }) => `${port} does not take ${shown(`${file}: ${reason}`)}\n`),
  )
  const found = textFormat(findings, () => undefined, style)
  return [found, rows.length === 0 ? '' : columns([head, ...rows]), reasons.join('')]
    .filter(Boolean)
    .join('\n')
}

/** `-`: nothing is presented there; `?`: it depends on a file that was not given. */
function verdict(report: PortReport | undefined): string {
  if (report === undefined) return '-'
  if (report.accepted === null) return '?'
  return report.accepted ? 'yes' : 'no'
}
