import type { Rule } from '../rule.ts'

export const notJudged: Rule = {
  id: 'config/not-judged',
  level: 'error',
  summary: 'A file is too large or too deep for this tool.',
  reason: 'What follows is said without it, and may not be what the server does.',
  source: '',
  check: (subject) =>
    subject.layers.flatMap(({ limit, file }) =>
      limit === undefined || file === undefined
        ? []
        : [
            {
              message: `this tool does not judge ${subject.parts.nameOf(file)}: ${limit}`,
              location: subject.rangeAt(file, 0, 0),
            },
          ],
    ),
}
