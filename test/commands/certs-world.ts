import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { temporaryDirectory } from '../support/directory.ts'
import { NOW, type Outcome, run, type World } from '../support/io.ts'

export const certs = (cwd: string, argv: readonly string[], world: Partial<World> = {}): Promise<Outcome> =>
  run(['certs', ...argv], { cwd, ...world })

/** A new directory with what `certs init` makes. */
export async function made(...argv: string[]): Promise<string> {
  const cwd = temporaryDirectory()
  const { code, stderr } = await certs(cwd, ['init', ...argv])
  expect({ code, stderr }).toMatchObject({ code: 0 })
  return cwd
}

export const text = (cwd: string, name: string): string => readFileSync(join(cwd, name), 'latin1')
export const read = (cwd: string, name: string): X509Certificate => new X509Certificate(text(cwd, name))
export const later = (days: number): Date => new Date(NOW.getTime() + days * 86_400_000)
