import { parseVersion } from '../qdrant/versions.ts'
import { callServer } from '../server/rest.ts'
import { versionText } from '../server/version.ts'
import type { Cluster, ClusterNode } from './cluster.ts'
import type { Hands } from './hands.ts'

/** What tells one run of a node's process from the next, and what it says of itself. */
export interface ProcessFacts {
  /** When it was started, in the server's words; undefined where it does not say. */
  startup: string | undefined
  version: string | undefined
  jwt: boolean | undefined
}

const UNKNOWN: ProcessFacts = { startup: undefined, version: undefined, jwt: undefined }

/** `GET /telemetry` → `{"result":{"app":{"version","jwt_rbac","startup",…}}}`; unknown where nobody answers so. */
export async function processOf(
  { rest }: ClusterNode,
  { authority, identity, allowPlaintext }: Cluster,
  keys: readonly string[],
  { signal }: Hands,
): Promise<ProcessFacts> {
  for (const apiKey of keys) {
    try {
      const endpoint = { url: rest, authority, identity, allowPlaintext, apiKey, signal }
      const { status, text } = await callServer(endpoint, { method: 'GET', path: '/telemetry' })
      if (status !== 200) continue
      const { app } = JSON.parse(text).result
      return {
        startup: textOf(app.startup),
        version: knownVersion(versionText(app.version)),
        jwt: app.jwt_rbac === true,
      }
    } catch (error) {
      const { code, name } = error as { code?: string; name?: string }
      if (code !== 'server-unreachable' && !(error instanceof SyntaxError) && name !== 'TypeError')
        throw error
    }
  }
  return UNKNOWN
}

/** A server newer than this tool counts as the newest it knows. */
export const knownVersion = (version: string | undefined): string | undefined =>
  version === undefined ? undefined : parseVersion(version).version

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length < 100 ? value : undefined
