import { variableOf } from '../../qdrant/config/environment.ts'
import { plain } from '../escape/plain.ts'
import { shell } from '../escape/shell.ts'
import { type Escaped, lines } from '../escaped.ts'
import { secretEntries } from '../secrets.ts'
import type { Target } from '../target.ts'

const line = (name: string, value: string): Escaped => `${name}=${plain(value)}` as Escaped

export const env: Target = {
  name: 'env',
  summary: 'environment files that docker, systemd and a shell read alike',
  serves: true,
  references: () => [],
  emit: (deployment, { out }) => {
    const secrets = secretEntries(deployment)
    const settings = [...deployment.settings].map(([path, value]) => line(variableOf(path), String(value)))
    const names = ['qdrant.env', ...(secrets.length > 0 ? ['qdrant-keys.env'] : [])]
    return {
      files: [
        { path: 'qdrant.env', text: lines(settings) },
        ...(secrets.length === 0
          ? []
          : [
              {
                path: 'qdrant-keys.env',
                text: lines(secrets.map(({ variable, value }) => line(variable, value))),
                secret: true as const,
              },
            ]),
      ],
      next: [
        `cd ${shell(out)}`,
        `set -a; ${names.map((name) => `. ./${name}`).join('; ')}; set +a; cd ${shell(deployment.directory)} && qdrant`,
      ],
    }
  },
}
