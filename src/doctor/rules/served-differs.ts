import { type Reload, reloadOf } from '../../qdrant/tls/reload.ts'
import { portLabel } from '../facts.ts'
import { type Rule, restartOf } from '../rule.ts'

export const servedDiffers: Rule = {
  id: 'doctor/served-differs',
  group: 'tls',
  level: 'error',
  summary: 'A port shows another certificate than the one on the disk.',
  reason:
    'REST and metrics read their pair again at a handshake once tls.cert_ttl is over, and keep the old one where that fails; gRPC and the node port read it once.',
  check: (node) => {
    const { local, ports, now } = node
    if (local?.certificate === undefined || local.outcome?.ports.rest.tls !== true) return []
    const { leaf, file, modified } = local.certificate
    const ttl = local.outcome.values.integer('tls.cert_ttl')
    const age = Math.round((now.getTime() - modified.getTime()) / 1000)
    return ports
      .filter(({ served }) => served !== undefined && served.chain[0]?.equals(leaf.raw) === false)
      .map((port) => {
        const reload = reloadOf(port.name, 'pair', ttl === undefined ? null : Number(ttl))
        return {
          message: `${portLabel(port)} shows another certificate than ${file}: ${REASONS[reload](age, Number(ttl))}`,
          hint:
            reload === 'within cert_ttl' && age <= Number(ttl)
              ? 'wait for it, and ask again'
              : `see that the pair fits (qdrant-auth certs check ${file}), then ${restartOf(node)}`,
        }
      })
  },
}

const REASONS: Record<Reload, (age: number, ttl: number) => string> = {
  'within cert_ttl': (age, ttl) =>
    age <= ttl
      ? `the file is ${age} seconds old and is read again within tls.cert_ttl, ${ttl} seconds`
      : `the file is older than tls.cert_ttl (${ttl} seconds), so reading it failed, or another server or a proxy answers`,
  restart: () => 'the file is read at a restart only',
  'not used': () => 'the file is not used there',
}
