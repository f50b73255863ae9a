import { shown } from '../../shown.ts'
import type { Rule } from '../rule.ts'

export const badPath: Rule = {
  id: 'emit/bad-path',
  level: 'error',
  summary: 'A path holds characters that the files of this target cannot hold.',
  reason:
    'A line end splits a line in two, and some programs take a $ or a colon for more than itself with no way around it.',
  check: ({ target, deployment, options }) => {
    const paths = [options.out, ...target.references(deployment, options).flatMap(({ path }) => path ?? [])]
    return [...new Set(paths)]
      .filter((path) => shown(path) !== path || target.unfit?.test(path) === true || !path.isWellFormed())
      .map((path) => ({
        message: `the path ${JSON.stringify(path)} has characters that ${target.name} cannot hold`,
        hint: 'rename it, or work in another directory',
      }))
  },
}
