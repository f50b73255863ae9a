import type { Rule } from '../rule.ts'

export const oneNodeAMachine: Rule = {
  id: 'emit/one-node-a-machine',
  level: 'note',
  summary: 'A unit starts one node of a cluster.',
  reason:
    'A node tells the others its address with --uri and joins them with --bootstrap, which is another line on every machine.',
  check: ({ target, deployment: { clustered } }) =>
    target.name === 'systemd' && clustered
      ? [
          {
            message: 'the unit is that of the first node',
            hint: 'on the others put their own name into --uri, and add --bootstrap with that of the first',
          },
        ]
      : [],
}
