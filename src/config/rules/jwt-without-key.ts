import type { Rule } from '../rule.ts'

export const jwtWithoutKey: Rule = {
  id: 'config/jwt-without-key',
  level: 'error',
  summary: 'Tokens are switched on, but there is no key to check them with.',
  reason: 'Tokens are checked with api_key and alt_api_key only; without either, jwt_rbac does nothing.',
  source: 'src/settings.rs',
  check: (subject) =>
    subject.flag('service.jwt_rbac') && !subject.hasFullKey
      ? [
          {
            message: 'jwt_rbac does nothing without api_key',
            hint: 'set service.api_key',
            location: subject.placeOf('service.jwt_rbac'),
          },
        ]
      : [],
}
