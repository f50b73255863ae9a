import type { Rule } from '../rule.ts'

export const portTaken: Rule = {
  id: 'emit/port-taken',
  level: 'error',
  summary: 'A proxy would listen on a port of Qdrant itself, or Qdrant on one that nobody can name.',
  reason: 'Two programs cannot listen on one port of a machine, and port 0 is another one at every start.',
  check: ({ target, deployment: { ports }, options: { listen, upstream } }) => {
    const known = Object.values(ports).filter((port) => port !== undefined)
    if (known.includes(0))
      return [{ message: 'port 0 is another one at every start', hint: 'give every port a number' }]
    const proxy = ['nginx', 'traefik', 'haproxy'].includes(target.name)
    return proxy && /^(127\.|localhost$|::1$)/.test(upstream) && known.includes(listen.port)
      ? [
          {
            message: `port ${listen.port} is Qdrant's own on this machine`,
            hint: 'give another one with --listen',
          },
        ]
      : []
  },
}
