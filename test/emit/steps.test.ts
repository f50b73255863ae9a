import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { TargetName } from '../../src/emit/target.ts'
import { tree } from '../support/directory.ts'
import { run } from '../support/io.ts'
import { FULL, type Kind, servers } from './fixture.ts'

const made = servers()
const root = process.getuid?.() === 0

/** Runs what is printed under `Next`, as far as it puts files in place, on a machine whose `/etc` is a folder. */
async function followed(target: TargetName, kind: Kind): Promise<{ machine: string; cwd: string }> {
  const cwd = await made(kind)
  const machine = mkdtempSync(join(cwd, 'machine-'))
  const out = join(machine, 'out')
  const argv = ['emit', target, '-o', out, '--config', 'server', '--json', ...FULL]
  const { stdout } = await run(argv, { cwd, now: new Date(), uid: 0 })
  const steps: string[] = JSON.parse(stdout).next.filter((line: string) =>
    /^(cd|install|cat|mkdir) /.test(line),
  )
  const script = steps
    .map((line) =>
      line
        .replace(/haproxy -c .*/, '')
        .replaceAll(' /etc/', ` ${machine}/etc/`)
        .replaceAll('-g prometheus', '-g root'),
    )
    .join('\n')
  const { status, stderr } = spawnSync('sh', ['-eu', '-c', script], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return { machine, cwd }
}

const modes = (folder: string) => tree(folder, false)

test.skipIf(!root)('as root: systemd', async () => {
  const { machine, cwd } = await followed('systemd', 'tls')
  expect(modes(join(machine, 'etc'))).toMatchObject({
    'qdrant/config/config.yaml': '0644',
    'qdrant/keys.yaml': '0600',
    'qdrant/tls/cert.pem': '0644',
    'qdrant/tls/key.pem': '0600',
    'qdrant/tls/cacert.pem': '0644',
  })
  expect(readFileSync(join(machine, 'etc/qdrant/tls/key.pem'))).toEqual(
    readFileSync(join(cwd, 'server/tls/key.pem')),
  )
})

test.skipIf(!root)('as root: haproxy', async () => {
  const { machine } = await followed('haproxy', 'mtls')
  expect(modes(join(machine, 'etc/haproxy'))).toEqual({
    'tls/': '0700',
    'tls/cacert.pem': '0644',
    'tls/client.pem': '0600',
    'tls/proxy.pem': '0600',
  })
  expect(readFileSync(join(machine, 'etc/haproxy/tls/client.pem'), 'utf8')).toMatch(
    /^-----BEGIN CERTIFICATE-----[\s\S]+-----BEGIN PRIVATE KEY-----/,
  )
})

test.skipIf(!root)('as root: prometheus', async () => {
  const { machine, cwd } = await followed('prometheus', 'mtls')
  const folder = join(machine, 'etc/prometheus/qdrant')
  expect(modes(folder)).toEqual({
    'cacert.pem': '0640',
    'client-key.pem': '0640',
    'client.pem': '0640',
    token: '0640',
  })
  expect(readFileSync(join(folder, 'token'))).toEqual(readFileSync(join(cwd, 'server/tokens/read.jwt')))
})

test.skipIf(!root)('as root: compose', async () => {
  const { machine } = await followed('compose', 'cluster')
  expect(Object.keys(modes(join(machine, 'out')))).toEqual(
    expect.arrayContaining(['storage/qdrant-1/', 'storage/qdrant-3/', 'snapshots/qdrant-2/']),
  )
})
