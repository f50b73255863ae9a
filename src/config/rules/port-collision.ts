import { PORTS } from '../listening.ts'
import type { Rule } from '../rule.ts'

export const portCollision: Rule = {
  id: 'config/port-collision',
  level: 'error',
  summary: 'Two ports are the same.',
  reason: 'Only one of them can be listened on; the server ends or goes on without the other.',
  source: 'src/main.rs',
  check: (subject) => {
    if (!subject.isRead) return []
    const used = PORTS.filter((path) => path !== 'cluster.p2p.port' || subject.flag('cluster.enabled'))
    return used.flatMap((path, index) => {
      const port = Number(subject.value(path) ?? 0)
      const other = used.slice(0, index).find((one) => Number(subject.value(one) ?? 0) === port)
      if (port === 0 || other === undefined) return []
      return [
        {
          message: `${path} and ${other} are both ${port}`,
          hint: 'give each a port of its own',
          location: subject.placeOf(path, other),
        },
      ]
    })
  },
}
