import type { Rule } from '../rule.ts'

export const openCors: Rule = {
  id: 'config/open-cors',
  level: 'note',
  summary: 'Web pages of any origin may call the API.',
  reason:
    'With enable_cors every page that a visitor with a key opens can use it. It is on where nothing is said.',
  source: 'src/actix/mod.rs',
  check: (subject) =>
    subject.flag('service.enable_cors') && subject.written('service.enable_cors').length > 0
      ? [
          {
            message: 'pages of every origin may call the API',
            hint: 'set enable_cors: false where no browser needs it',
            location: subject.placeOf('service.enable_cors'),
          },
        ]
      : [],
}
