import type { Rule } from '../rule.ts'

export const missingConfigPath: Rule = {
  id: 'config/missing-config-path',
  level: 'error',
  summary: 'The file of --config-path is not there.',
  reason: 'The server logs an error and starts without it: if the keys were in this file, it is open.',
  source: 'src/settings.rs',
  check: (subject) =>
    subject.layers.flatMap(({ name, lookup, reason }) =>
      name === 'config-path' && reason === 'missing'
        ? [
            {
              message: `--config-path ${lookup} is not there, and the server starts without it`,
              hint: 'check the path',
            },
          ]
        : [],
    ),
}
