import { portNamed } from '../facts.ts'
import { configCommand, type Rule, restartOf } from '../rule.ts'

export const wrongScheme: Rule = {
  id: 'doctor/wrong-scheme',
  group: 'tls',
  level: 'error',
  summary: 'The URL says http where the port speaks TLS, or https where it speaks plain text.',
  reason:
    'Clients that are given a key use https unless told otherwise, and then fail with "wrong version number" at a port without TLS.',
  check: (node) => {
    const [port, url] = [portNamed(node, 'rest'), node.target.url]
    if (port === undefined || url === undefined) return []
    const isTls = port.state === 'tls'
    if ((!isTls && port.state !== 'plain') || isTls === (url.protocol === 'https:')) return []
    const right = `${isTls ? 'https' : 'http'}://${url.hostname}:${port.number}`
    return [
      isTls
        ? { message: `REST speaks TLS, and the URL says http`, hint: `use ${right}` }
        : {
            message: 'REST speaks plain text, and the URL says https',
            hint: `turn TLS on: ${configCommand(node, 'set service.enable_tls true')}, then ${restartOf(node)}; or use ${right}`,
          },
    ]
  },
}
