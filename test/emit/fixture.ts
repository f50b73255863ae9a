import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, vi } from 'vitest'
import { TARGETS, type TargetName } from '../../src/emit/target.ts'
import { type Outcome, run } from '../support/io.ts'

/** What `init` is told for each kind of server that the targets are tried with. */
export const KINDS = {
  plain: ['--no-tls'],
  tls: [],
  mtls: ['--mtls'],
  'mtls-grpc': ['--mtls', '--keep-grpc'],
  cluster: ['--cluster', '3'],
  env: ['--no-tls', '--secrets', 'env'],
  inline: ['--secrets', 'inline'],
} as const

export type Kind = keyof typeof KINDS

/**
 * Directories for the tests of a file, one a kind: `server`, which `init` made, and beside it the certificate of a proxy.
 * Certificates are valid now. Tests write beside them, and have the time that other programs need on a busy machine.
 */
export function servers(): (kind: Kind) => Promise<string> {
  vi.setConfig({ testTimeout: 30_000 })
  const known = new Map<Kind, Promise<string>>()
  afterAll(async () => {
    vi.resetConfig()
    for (const path of await Promise.all(known.values())) rmSync(path, { recursive: true, force: true })
  })
  return (kind) => {
    const path = known.get(kind) ?? make(kind)
    known.set(kind, path)
    return path
  }
}

async function make(kind: Kind): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'qdrant-auth-test-'))
  await sound(['init', 'server', ...KINDS[kind], '--yes'], cwd)
  await proxyCertificate(cwd)
  return cwd
}

/** `proxy/tls/cert.pem` and its key. */
export async function proxyCertificate(cwd: string): Promise<void> {
  mkdirSync(join(cwd, 'proxy'))
  await sound(['certs', 'init', '--node', 'proxy.example.org=localhost,127.0.0.1'], join(cwd, 'proxy'))
}

async function sound(argv: string[], cwd: string): Promise<void> {
  const { code, stderr } = await run(argv, { cwd, now: new Date() })
  if (code !== 0) throw new Error(stderr)
}

/** Flags that every target takes, and that make none fail. */
export const FULL = [
  ...['--cert', 'proxy/tls/cert.pem', '--key', 'proxy/tls/key.pem'],
  ...['--client-from', '10.0.0.0/8', '--client-from', '2001:db8::/32'],
  ...['--peer-from', '10.1.0.0/16', '--monitor-from', '192.0.2.7'],
]

export const emit = (cwd: string, argv: readonly string[]): Promise<Outcome> =>
  run(['emit', ...argv, '--config', 'server'], { cwd, now: new Date() })

/** The directory that a target's files are written to, a new one each time. */
export async function emitted(cwd: string, target: TargetName, ...more: string[]): Promise<string> {
  const out = mkdtempSync(join(cwd, `${target}-`))
  const { code, stdout, stderr } = await emit(cwd, [target, '-o', out, ...FULL, ...more])
  if (code !== 0) throw new Error(`${stdout}${stderr}`)
  return out
}

/** Variables cannot unset gRPC, and pods share one certificate that `init` does not make. */
export const fits = (target: TargetName, kind: Kind): boolean =>
  !(target === 'env' && kind === 'mtls') && !(['kubernetes', 'helm'].includes(target) && kind === 'cluster')

export const COMBINATIONS: [TargetName, Kind][] = TARGETS.flatMap((target) =>
  (Object.keys(KINDS) as Kind[])
    .filter((kind) => fits(target, kind))
    .map((kind): [TargetName, Kind] => [target, kind]),
)
