import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { run } from '../support/io.ts'
import { has } from '../support/programs.ts'
import { emitted, fits, KINDS, type Kind, servers } from './fixture.ts'
import { haproxyIn, nginxIn, prometheusIn } from './proxies.ts'

const made = servers()
const kinds = Object.keys(KINDS) as Kind[]
const root = process.getuid?.() === 0

const program = (name: string, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(name, args, { encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

describe.skipIf(!has('nginx', '-v'))('with nginx', () => {
  test.each(kinds)('nginx -t, of init (%s)', async (kind) => {
    const { file, folder } = nginxIn(await emitted(await made(kind), 'nginx'))
    const { status, output } = program('nginx', ['-t', '-p', folder, '-c', file])
    expect({ status, warnings: output.match(/\[(warn|emerg)\].*/g) }).toEqual({ status: 0, warnings: null })
  })
})

describe.skipIf(!has('nginx', '-v'))('with nginx and a name that is hard to write', () => {
  test('nginx -t', async () => {
    const cwd = await made('mtls')
    const name = `a "b" 'c' \\ %n {{x}} # ; ü`
    cpSync(join(cwd, 'server'), join(cwd, name), { recursive: true })
    const out = join(cwd, 'hard')
    const flags = [
      '--config',
      name,
      '-o',
      out,
      '--cert',
      `${name}/tls/cert.pem`,
      '--key',
      `${name}/tls/key.pem`,
    ]
    expect(await run(['emit', 'nginx', ...flags], { cwd, now: new Date() })).toMatchObject({ code: 0 })
    const { file, folder } = nginxIn(out)
    expect(program('nginx', ['-t', '-p', folder, '-c', file]).status).toBe(0)
  })
})

describe.skipIf(!has('haproxy', '-v'))('with haproxy', () => {
  test.each(kinds)('haproxy -c, of init (%s)', async (kind) => {
    const cwd = await made(kind)
    const { status, output } = program('haproxy', ['-c', '-f', haproxyIn(await emitted(cwd, 'haproxy'), cwd)])
    expect({ status, warnings: output.match(/\[(WARNING|ALERT)\].*/g) }).toEqual({
      status: 0,
      warnings: null,
    })
  })
})

describe.skipIf(!has('promtool', '--version'))('with promtool', () => {
  test.each(kinds)('promtool check config, of init (%s)', async (kind) => {
    const cwd = await made(kind)
    const file = prometheusIn(await emitted(cwd, 'prometheus'), cwd)
    const { status, output } = program('promtool', ['check', 'config', file])
    expect({ status, output }).toEqual({ status: 0, output: expect.stringContaining('SUCCESS') })
  })
})

describe.skipIf(!has('systemd-analyze', '--version'))('with systemd-analyze', () => {
  test.each(kinds)('systemd-analyze verify, of init (%s)', async (kind) => {
    const out = await emitted(await made(kind), 'systemd')
    const { output } = program('systemd-analyze', ['verify', join(out, 'qdrant.service')])
    const complaints = output
      .split('\n')
      .filter((line) => line.includes('qdrant') && !/Command \/usr\/bin\/qdrant is not executable/.test(line))
    expect(complaints).toEqual([])
  })

  test('it does complain about what it does not know', () => {
    const unit = join(process.env.TMPDIR ?? '/tmp', `qdrant-auth-test-${process.pid}.service`)
    writeFileSync(unit, '[Service]\nExecStart=/bin/true\nProtectSytem=strict\n')
    expect(program('systemd-analyze', ['verify', unit]).output).toContain('ProtectSytem')
  })
})

describe.skipIf(!root || !has('nft', '--version'))('with nft, as root', () => {
  test.each(kinds)('nft -c, of init (%s)', async (kind) => {
    const out = await emitted(await made(kind), 'firewall')
    expect(program('nft', ['-c', '-f', join(out, 'qdrant.nft')])).toEqual({ status: 0, output: '' })
  })
})

describe('with a shell', () => {
  test.each(kinds)('sh runs the lines for ufw, of init (%s)', async (kind) => {
    const out = await emitted(await made(kind), 'firewall')
    const calls = join(out, 'bin')
    mkdirSync(calls)
    writeFileSync(join(calls, 'ufw'), '#!/bin/sh\necho "$*"\n', { mode: 0o755 })
    const { status, stdout } = spawnSync('sh', [join(out, 'qdrant-ufw.sh')], {
      encoding: 'utf8',
      env: { PATH: `${calls}:${process.env.PATH}` },
    })
    expect({ status, first: stdout.split('\n')[0] }).toEqual({
      status: 0,
      first: 'allow proto tcp from 10.0.0.0/8 to any port 6333 comment qdrant clients',
    })
    expect(stdout).toContain('deny 6333/tcp\n')
    expect(stdout.includes('allow proto tcp from 10.1.0.0/16 to any port 6335')).toBe(kind === 'cluster')
  })
})

test('with bash: the pods of a cluster find the first one', async () => {
  const cwd = await made('cluster')
  await run(['certs', 'init', '--helm', 'qdrant', '--replicas', '3'], {
    cwd: join(cwd, 'server'),
    now: new Date(),
  })
  const out = await emitted(cwd, 'kubernetes')
  const documents = readFileSync(join(out, 'qdrant.yaml'), 'utf8')
    .split(/^---$/m)
    .map((text) => parse(text))
  const set = documents.find(({ kind }) => kind === 'StatefulSet')
  const [{ command, args }] = set.spec.template.spec.containers
  expect([set.spec.replicas, set.spec.serviceName, command]).toEqual([3, 'qdrant-headless', ['bash', '-c']])
  writeFileSync(join(out, 'qdrant'), '#!/bin/sh\necho "$*"\n', { mode: 0o755 })
  const started = (pod: string) =>
    spawnSync('bash', ['-c', ...args], { cwd: out, encoding: 'utf8', env: { ...process.env, HOSTNAME: pod } })
      .stdout
  expect(started('qdrant-0')).toBe('--uri https://qdrant-0.qdrant-headless:6335\n')
  expect(started('qdrant-10')).toBe(
    '--uri https://qdrant-10.qdrant-headless:6335 --bootstrap https://qdrant-0.qdrant-headless:6335\n',
  )
})

describe.skipIf(!has('ufw', 'version') || !root)('with ufw, as root', () => {
  test('ufw takes the rules in a dry run', async () => {
    const out = await emitted(await made('cluster'), 'firewall')
    const script = join(out, 'dry.sh')
    writeFileSync(
      script,
      readFileSync(join(out, 'qdrant-ufw.sh'), 'utf8').replaceAll('ufw ', 'ufw --dry-run '),
    )
    const { status, output } = program('sh', [script])
    expect({ status, refused: /ERROR|Bad/.test(output) }).toEqual({ status: 0, refused: false })
  })
})

describe.skipIf(!has('kubernetes-validate', '--version'))('with kubernetes-validate', () => {
  const validate = (files: readonly string[]) => {
    const { status, output } = program('kubernetes-validate', ['--strict', '--no-warn', ...files])
    return { status, faults: output.split('\n').filter((line) => line !== '' && !line.startsWith('INFO')) }
  }
  const sound = { status: 0, faults: [] }

  test.each(kinds)(
    'the objects of Kubernetes, of init (%s), fit their schemas',
    async (kind) => {
      const cwd = await made(kind)
      const targets = (['kubernetes', 'helm', 'network-policy'] as const).filter((target) =>
        fits(target, kind),
      )
      for (const target of targets) {
        const out = await emitted(cwd, target)
        const files = readdirSync(out).filter((name) => name.endsWith('.yaml') && name !== 'values.yaml')
        expect(validate(files.map((name) => join(out, name)))).toEqual(sound)
      }
    },
    60_000,
  )

  test('it does refuse what is none', async () => {
    const out = await emitted(await made('plain'), 'network-policy')
    const file = join(out, 'network-policy.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace('podSelector:', 'podSelecter:'))
    expect(validate([file]).status).not.toBe(0)
  })
})

/** A checkout of the official chart, `charts/qdrant` of qdrant/qdrant-helm; it is not part of this project. */
const CHART = process.env.QDRANT_CHART

describe.skipIf(CHART === undefined || !has('helm', 'version'))(
  'with helm and the chart in QDRANT_CHART',
  () => {
    let rendered: Record<string, string> = {}
    beforeAll(async () => {
      for (const kind of kinds.filter((one) => fits('helm', one))) {
        const out = await emitted(await made(kind), 'helm')
        const { status, stdout, stderr } = spawnSync(
          'helm',
          ['template', 'qdrant', CHART ?? '', '-f', join(out, 'values.yaml')],
          { encoding: 'utf8' },
        )
        if (status !== 0) throw new Error(stderr)
        rendered = { ...rendered, [kind]: stdout }
      }
    }, 60_000)

    test('helm template, which asks no cluster, gives every pod its keys from the Secret', () => {
      for (const text of Object.values(rendered)) {
        expect(text).toContain('name: QDRANT__SERVICE__API_KEY\n')
        expect(text).toContain('key: api-key\n')
        expect(text).not.toContain('local.yaml')
        expect(text).not.toMatch(/kind: Secret/)
      }
    })

    test('with mTLS no probe asks for a certificate, and gRPC is closed', () => {
      const text = rendered.mtls ?? ''
      expect(text).not.toContain('httpGet')
      expect(text).toContain('tcpSocket')
      expect(text).toContain('grpc_port: null')
      expect(rendered.tls).toContain('scheme: HTTPS')
    })
  },
)
