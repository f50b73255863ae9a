import type { Rule } from '../rule.ts'

export const lockedOut: Rule = {
  id: 'emit/locked-out',
  level: 'warning',
  summary: 'The firewall lets nobody reach a port that is open.',
  reason:
    'A cluster whose nodes do not reach each other stops, and clients elsewhere are cut off the moment the rules are loaded.',
  check: ({ target, deployment: { ports }, options: { from } }) => {
    if (target.name !== 'firewall') return []
    const roles = [
      { flag: '--peer-from', who: 'other node', asked: ports.p2p !== undefined, networks: from.peers },
      { flag: '--client-from', who: 'client', asked: true, networks: from.clients },
    ]
    return roles
      .filter(({ asked, networks }) => asked && networks.length === 0)
      .map(({ flag, who }) => ({
        message: `no ${who} but those on this machine gets through`,
        hint: `name their networks with ${flag}`,
      }))
  },
}
