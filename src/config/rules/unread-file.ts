import type { Rule } from '../rule.ts'

/** Names that are meant as configuration, or were. */
const LIKE =
  /^(?:config|configuration|local|production|development|qdrant)\b.*\.(?:ya?ml|json|toml)(?:[.~_-].*|~)?$/i

export const unreadFile: Rule = {
  id: 'config/unread-file',
  level: 'note',
  summary: 'A file in config/ is not read.',
  reason:
    'The server reads config, the file of the run mode and local, each as .yaml or .yml; the others are ignored.',
  source: 'src/settings.rs',
  check: (subject) => {
    const { disk, nameOf } = subject.parts
    const read = new Set(subject.layers.map(({ file }) => file))
    return disk.names
      .filter((name) => LIKE.test(name) && !read.has(`config/${name}`))
      .map((name) => ({
        message: `the server does not read ${nameOf(`config/${name}`)}`,
        ...(/^production\./.test(name) && { hint: 'the Docker image does: --run-mode production' }),
      }))
  },
}
