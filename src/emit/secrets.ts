import { fingerprint } from '../keys/fingerprint.ts'
import { variableOf } from '../qdrant/config/environment.ts'
import type { Deployment } from './deployment.ts'
import { yaml } from './escape/yaml.ts'
import type { Escaped } from './escaped.ts'
import { settingsYaml } from './settings-yaml.ts'

/** A secret setting under the names that each kind of file has for it. */
export interface SecretEntry {
  /** Key in a Kubernetes Secret: `api-key`. */
  readonly key: string
  readonly variable: string
  readonly value: string
}

export const secretEntries = ({ secrets }: Deployment): SecretEntry[] =>
  [...secrets].map(([path, value]) => ({
    key: path.replace(/^service\./, '').replace(/[._]/g, '-'),
    variable: variableOf(path),
    value,
  }))

/** The secrets as the server reads them from `config/local.yaml` or `--config-path`. */
export const secretsYaml = ({ secrets }: Deployment): Escaped => settingsYaml(secrets, yaml)

/** Changes with the secrets, so that who reads it at the start is started again, and says nothing of them. */
export const secretsChecksum = ({ secrets }: Deployment): string =>
  [...secrets.values()].map(fingerprint).join(' ')
