import { isRefusedCertificate, type PortFacts, portLabel, portNamed } from '../facts.ts'
import type { Rule } from '../rule.ts'

export const noAnswer: Rule = {
  id: 'doctor/no-answer',
  group: 'ports',
  level: 'error',
  summary: 'A port takes connections and gives no usable answer.',
  reason:
    'It hangs, breaks off, or speaks something else: a proxy without its server, a firewall, another program, or a pair of key and certificate that does not fit.',
  check: (node) => {
    const hint = `ask it by hand: curl -v --max-time 5 ${node.target.url?.origin}/healthz`
    const mute = node.ports.filter(
      ({ state, expected }) => state === 'broken' || (state === 'silent' && expected),
    )
    return [
      ...mute.map((port) => ({
        message: `${portLabel(port)} gives no answer: ${port.reason}`,
        hint: isGrpc(port) ? grpcHint(port) : hint,
      })),
      ...(['rest', 'grpc'] as const).flatMap((name) => {
        const [port, door] = [portNamed(node, name), node.doors[name]]
        if (port === undefined || door === undefined || isRefusedCertificate(node, name)) return []
        if (door.stranger.kind === 'failed')
          return [
            {
              message: `${portLabel(port)} gives no answer: ${door.stranger.text}`,
              hint: isGrpc(port) ? grpcHint(port) : hint,
            },
          ]
        // Strangers are sent away by what is in front of the storage, which may hang or fail by itself.
        const unanswered = door.received.find(({ reception }) => reception === 'no answer')
        if (unanswered === undefined || door.stranger.kind !== 'unauthenticated') return []
        const { credential, text } = unanswered
        const message = `${portLabel(port)} refuses strangers, and gives no answer to ${credential.name}: ${text}`
        return [{ message, hint: "look at the server's log, and at its disk and memory" }]
      }),
    ]
  },
}

/** The URL is that of REST. gRPC refuses whoever offers it HTTP/1.1, with TLS by an alert. */
const isGrpc = ({ name, number, reason }: PortFacts): boolean =>
  name === 'rest' && (number === 6334 || /NO_APPLICATION_PROTOCOL/.test(reason ?? ''))

const grpcHint = ({ number }: PortFacts): string =>
  `it looks like the gRPC port: give the URL of REST, such as :6333, and this one by --grpc ${number}`
