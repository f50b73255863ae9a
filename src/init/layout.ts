import { join } from 'node:path'
import { type CertificatePlan, planCertificates } from '../certs/plan.ts'
import { MODE } from '../files/modes.ts'
import { type InitAnswers, nodeNames } from './answers.ts'
import { RECORD } from './record.ts'

/** Relative paths of everything `init` makes. */
export interface Layout {
  config: string
  /** The file that holds the keys. */
  secrets: string
  token: string
  gitignore: string
  record: string
  certificates: CertificatePlan | undefined
}

/** The client that gets a certificate with `--mtls`. */
export const FIRST_CLIENT = 'client'

export function layoutOf(answers: InitAnswers): Layout {
  const { secrets, tls, mtls, nodes, names } = answers
  return {
    config: 'config/config.yaml',
    secrets: { overlay: 'config/local.yaml', inline: 'config/config.yaml', env: 'qdrant.env' }[secrets],
    token: 'tokens/read.jwt',
    gitignore: '.gitignore',
    record: RECORD,
    certificates: tls
      ? planCertificates({
          nodes: nodeNames(nodes).map((name) => ({ name, names })),
          clients: mtls ? [FIRST_CLIENT] : [],
          localhost: true,
        })
      : undefined,
  }
}

/** Every path that must not be somebody else's, when `init` has not been here before. */
export function ownPaths(layout: Layout): string[] {
  const { config, secrets, token, certificates } = layout
  const made =
    certificates?.certificates.flatMap(({ certificate, key, authority }) => [certificate, key, authority]) ??
    []
  const authority =
    certificates === undefined ? [] : [certificates.authorityCertificate, certificates.authorityKey]
  return [...new Set([config, secrets, token, ...authority, ...made])]
}

/** Directories that hold a secret are closed to others. */
export function directoryModes(directory: string, layout: Layout): Map<string, number> {
  const closed = ['.qdrant-auth', 'config', 'ca', 'tokens', 'tls']
  const keys = layout.certificates?.certificates.map(({ key }) => join(key, '..')) ?? []
  return new Map(
    [...closed, 'tls/clients', ...keys].map((name) => [join(directory, name), MODE.secretDirectory]),
  )
}
