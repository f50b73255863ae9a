import { configCommand, type Rule, restartOf } from '../rule.ts'

export const openDashboard: Rule = {
  id: 'doctor/open-dashboard',
  group: 'surface',
  level: 'note',
  summary: 'The dashboard is there for everybody.',
  reason: 'Its files need no key, and it keeps the key that is typed into it in the browser.',
  check: (node) =>
    node.dashboard !== true
      ? []
      : [
          {
            message: 'the dashboard can be fetched without a key',
            hint: `where nobody needs it: ${configCommand(node, 'set service.enable_static_content false')}, and ${restartOf(node)}`,
          },
        ],
}
