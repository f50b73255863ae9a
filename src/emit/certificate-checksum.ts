import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Deployment } from './deployment.ts'
import { yaml } from './escape/yaml.ts'
import type { Escaped } from './escaped.ts'

export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')

/** An annotation that changes with the certificate, which gRPC and nodes read at their start only. */
export const certificateChecksum = ({ podFiles: files }: Deployment): Escaped[] =>
  files === undefined
    ? []
    : [`qdrant-auth/certificate: ${yaml(sha256(readFileSync(files.certificate)))}` as Escaped]
