import { isRefusedCertificate, portLabel, portNamed } from '../facts.ts'
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
      ...mute.map((port) => ({ message: `${portLabel(port)} gives no answer: ${port.reason}`, hint })),
      ...(['rest', 'grpc'] as const).flatMap((name) => {
        const [port, reply] = [portNamed(node, name), node.doors[name]?.stranger]
        if (port === undefined || reply?.kind !== 'failed' || isRefusedCertificate(node, name)) return []
        return [{ message: `${portLabel(port)} gives no answer: ${reply.text}`, hint }]
      }),
    ]
  },
}
