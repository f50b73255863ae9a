import type { Rule } from '../rule.ts'

export const jwtWithoutKey: Rule = {
  id: 'config/jwt-without-key',
  level: 'error',
  summary: 'Tokens are switched on, but there is no key to check them with.',
  reason: 'Tokens are checked with api_key and alt_api_key only; without either, jwt_rbac does nothing.',
  check: ({ flag, text, value }) =>
    flag('service.jwt_rbac') && !text('service.api_key') && !text('service.alt_api_key')
      ? [
          {
            message: 'jwt_rbac does nothing without api_key',
            hint: 'set service.api_key',
            location: value('service.jwt_rbac')?.location,
          },
        ]
      : [],
}
