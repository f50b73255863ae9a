import { readFileSync } from 'node:fs'
import { sha256 } from '../sha256.ts'
import type { Deployment } from './deployment.ts'
import { yaml } from './escape/yaml.ts'
import type { Escaped } from './escaped.ts'

/** An annotation that changes with the certificate, which gRPC and nodes read at their start only. */
export const certificateChecksum = ({ podFiles: files }: Deployment): Escaped[] =>
  files === undefined
    ? []
    : [`qdrant-auth/certificate: ${yaml(sha256(readFileSync(files.certificate)))}` as Escaped]
