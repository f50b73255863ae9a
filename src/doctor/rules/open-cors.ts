import { configCommand, type Rule, restartOf } from '../rule.ts'

export const openCors: Rule = {
  id: 'doctor/open-cors',
  group: 'surface',
  level: 'note',
  summary: 'Web pages of any origin may call the API.',
  reason:
    'With enable_cors, which is on where nothing is said, every page that a visitor with a key opens can use it.',
  check: (node) =>
    node.cors !== true
      ? []
      : [
          {
            message: 'pages of every origin may call the API',
            hint: `where no browser needs it: ${configCommand(node, 'set service.enable_cors false')}, and ${restartOf(node)}`,
          },
        ],
}
