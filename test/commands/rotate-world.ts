import { join } from 'node:path'
import { put, temporaryDirectory } from '../support/directory.ts'
import { run, type World } from '../support/io.ts'
import { StandIn } from '../support/stand-in.ts'

export const OLD = 'Qx7vT0e9bK3mWZ1sYp5dRfLh8uNcJ2aGoVi6EtB4kXw'
export const NEW = 'a2NfR8hVw5YjD0qLx7ZpGt3sCeUoMb1iKr6TnPvB9yE'

export const config = (more = '') =>
  `# ours\nservice:\n  api_key: "${OLD}" # the key\n  jwt_rbac: true\n${more}`
export const CHECKING = '  enforce_internal_auth: true\ncluster:\n  enabled: true\n'

/** A cluster that runs, its inventory, a new key, and `rotate` there. */
export async function setUp(options: { names?: string[]; config?: string; version?: string } = {}) {
  const cwd = temporaryDirectory()
  const cluster = await StandIn.start(cwd, { config: config(CHECKING), ...options })
  put(join(cwd, 'qdrant-auth.yaml'), cluster.inventory())
  put(join(cwd, 'new.key'), `${NEW}\n`, 0o600)
  cluster.caller = OLD
  const rotate = async (...argv: string[]) => {
    const world: World = { cwd, execute: cluster.execute }
    const outcome = await run(['rotate', ...argv, '--json'], world)
    return { ...outcome, json: JSON.parse(outcome.stdout) }
  }
  const file = (name: string) => join(cwd, '.qdrant-auth', name)
  return { cwd, cluster, rotate, file }
}

export type Setup = Awaited<ReturnType<typeof setUp>>

export const ONE_NODE = { names: ['n1'], config: config() }
