import { createPrivateKey, X509Certificate } from 'node:crypto'
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryDirectory, tree } from '../support/directory.ts'
import { certs, made, read, text } from './certs-world.ts'

describe('init takes its nodes from', () => {
  test('a file', async () => {
    const cwd = temporaryDirectory({
      'nodes.yaml': '- {name: n1, names: [10.0.0.1, n1.example.org]}\n- n2\n',
    })
    expect(await certs(cwd, ['init', '--from', 'nodes.yaml', '--no-localhost'])).toMatchObject({ code: 0 })
    expect(read(cwd, 'tls/n1/cert.pem').subjectAltName).toBe(
      'DNS:n1, IP Address:10.0.0.1, DNS:n1.example.org',
    )
    expect(read(cwd, 'tls/n2/cert.pem').subjectAltName).toBe('DNS:n2')
    const { code, stderr } = await certs(cwd, ['init', '--from', '-'], { stdin: '- {name: x, dns: [y]}' })
    expect([code, stderr]).toEqual([2, expect.stringContaining('entry 1 has an unknown key "dns"')])
  })

  test('a compose file', async () => {
    const cwd = temporaryDirectory({
      'compose.yaml': `services:
  app: {image: my/app}
  q1: {image: "qdrant/qdrant:v1.19.0", hostname: vectors-1}
  q2: {image: qdrant/qdrant, container_name: prod-q2}
`,
    })
    expect(await certs(cwd, ['init', '--compose', '--no-localhost'])).toMatchObject({ code: 0 })
    expect(read(cwd, 'tls/q1/cert.pem').subjectAltName).toBe('DNS:q1, DNS:vectors-1')
    expect(read(cwd, 'tls/q2/cert.pem').subjectAltName).toBe('DNS:q2, DNS:prod-q2')
    expect(await certs(temporaryDirectory(), ['init', '--compose'])).toMatchObject({ code: 3 })
    writeFileSync(join(cwd, 'other.yaml'), 'services: {app: {image: my/app}}')
    expect(await certs(cwd, ['init', '--compose', 'other.yaml'])).toMatchObject({ code: 2 })
  })

  test('a release of the chart: every pod by every name, never a wildcard', async () => {
    const cwd = temporaryDirectory()
    const argv = ['init', '--helm', 'vec', '--namespace', 'prod', '--replicas', '2', '--no-localhost']
    expect(await certs(cwd, argv)).toMatchObject({ code: 0 })
    const names =
      read(cwd, 'tls/tls.crt')
        .subjectAltName?.split(', ')
        .map((name) => name.slice(4)) ?? []
    for (const name of [
      'vec-qdrant',
      'vec-qdrant.prod.svc.cluster.local',
      'vec-qdrant-0.vec-qdrant-headless',
      'vec-qdrant-1.vec-qdrant-headless.prod.svc.cluster.local',
    ])
      expect(names).toContain(name)
    expect(names.filter((name) => name.includes('*'))).toEqual([])
    expect(Object.keys(tree(cwd))).toEqual(expect.arrayContaining(['tls/tls.key', 'tls/ca.pem']))
    expect(await certs(cwd, ['init', '--replicas', '2'])).toMatchObject({ code: 2 })
  })
})

test('the CA may be elsewhere, new or not, and its key encrypted', async () => {
  const [cwd, secure] = [
    temporaryDirectory({ word: 'correct horse battery\n' }),
    join(temporaryDirectory(), 'ca'),
  ]
  const where = ['--ca-dir', secure, '--ca-passphrase-file', 'word']
  const first = await certs(cwd, ['init', '--encrypt-ca-key', ...where])
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining(`0400  ${secure}/ca-key.pem`) })
  expect(tree(secure, false)).toMatchObject({ 'ca-key.pem': '0400', 'ca.pem': '0644' })
  expect(Object.keys(tree(cwd)).filter((name) => name.startsWith('ca/'))).toEqual([])
  const key = text(secure, 'ca-key.pem')
  expect(key).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/)
  expect(createPrivateKey({ key, passphrase: 'correct horse battery' }).asymmetricKeyType).toBe('ec')
  expect((await certs(cwd, ['issue', 'client', 'app', ...where])).code).toBe(0)
  expect((await certs(cwd, ['check', 'tls'])).code).toBe(0)
  const named = ['--ca-cert', join(secure, 'ca.pem'), '--ca-key', join(secure, 'ca-key.pem')]
  const locked = await certs(cwd, ['issue', 'client', 'b', ...named])
  expect(locked).toMatchObject({ code: 2, stderr: expect.stringContaining('--ca-passphrase-file is needed') })
  writeFileSync(join(cwd, 'wrong'), 'another passphrase\n')
  const wrong = await certs(cwd, ['issue', 'client', 'b', ...named, '--ca-passphrase-file', 'wrong'])
  expect(wrong).toMatchObject({ code: 3, stderr: expect.stringContaining('wrong passphrase?') })
  expect(wrong.stderr + locked.stderr).not.toContain('another passphrase')
  // What was named is to be there.
  expect(await certs(cwd, ['init', '--ca-cert', 'x.pem', '--ca-key', 'y.pem'])).toMatchObject({ code: 3 })
})

test('a passphrase is typed twice, and is not a short one', async () => {
  const typed = (...answers: string[]) => ({
    tty: true,
    prompter: { password: async () => answers.shift() ?? '' },
  })
  const argv = ['init', '--encrypt-ca-key']
  expect(await certs(temporaryDirectory(), argv, typed('short'))).toMatchObject({ code: 2 })
  const differs = await certs(temporaryDirectory(), argv, typed('correct horse', 'correct house'))
  expect(differs).toMatchObject({ code: 2, stderr: expect.stringContaining('differ') })
  expect(await certs(temporaryDirectory(), argv, typed('correct horse', 'correct horse'))).toMatchObject({
    code: 0,
  })
})

test('layouts, and names that may go wrong', async () => {
  const cwd = await made('--layout', 'cert-manager')
  expect(Object.keys(tree(cwd)).filter((name) => name.startsWith('tls/'))).toEqual([
    'tls/',
    'tls/ca.crt',
    'tls/tls.crt',
    'tls/tls.key',
  ])
  const { stderr } = await certs(cwd, ['issue', 'node', 'my_node', '--name', '*.example.org'])
  expect(stderr).toContain('my_node has an underscore')
  expect(stderr).toContain('*.example.org covers one label only')
})

test('name constraints take networks', async () => {
  const cwd = await made('--name-constraint', '10.0.0.0/8', '--name-constraint', 'qdrant', '--no-localhost')
  expect((await certs(cwd, ['issue', 'node', 'qdrant', '--name', '10.1.2.3'])).code).toBe(0)
  const { code, stderr } = await certs(cwd, ['issue', 'node', 'other'])
  expect([code, stderr]).toEqual([2, expect.stringContaining('name constraints')])
})

test('files are given to the user that the server runs as', async () => {
  const refused = await certs(temporaryDirectory(), ['init', '--owner', '2000:2000'])
  expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('only root can give files') })
  expect(await certs(temporaryDirectory(), ['init', '--owner', 'me'])).toMatchObject({ code: 2 })
})

test.skipIf(process.getuid?.() !== 0)('as root, all but the CA, and renewal leaves them so', async () => {
  const cwd = temporaryDirectory()
  const root = { uid: 0 }
  expect(
    await certs(cwd, ['init', '--owner', '2000:3000', '--node', 'a', '--node', 'b'], root),
  ).toMatchObject({ code: 0 })
  await certs(cwd, ['renew', 'tls/a'], root)
  const owner = (name: string) => {
    const { uid, gid } = statSync(join(cwd, name))
    return `${uid}:${gid}`
  }
  for (const name of [
    'tls',
    'tls/a',
    'tls/a/key.pem',
    'tls/a/cert.pem',
    'tls/a/key.pem.previous',
    'tls/b/cacert.pem',
  ])
    expect([name, owner(name)]).toEqual([name, '2000:3000'])
  for (const name of ['ca', 'ca/ca.pem', 'ca/ca-key.pem']) expect([name, owner(name)]).toEqual([name, '0:0'])
})

test('issue makes one more, and says what is there already', async () => {
  const cwd = await made('--node', 'n1')
  expect(
    await certs(cwd, ['issue', 'server', 's1', '--name', '10.0.0.9', '--key-type', 'ed25519']),
  ).toMatchObject({
    code: 0,
    stdout: 'Made 3 files\n  0644  tls/s1/cert.pem\n  0600  tls/s1/key.pem\n  0644  tls/s1/cacert.pem\n',
  })
  const server = read(cwd, 'tls/s1/cert.pem')
  expect([server.subjectAltName, server.keyUsage]).toEqual([
    'DNS:s1, IP Address:10.0.0.9',
    ['1.3.6.1.5.5.7.3.1'],
  ])
  expect((await certs(cwd, ['issue', 'server', 's1'])).stdout).toContain('Nothing to do')
  expect((await certs(cwd, ['issue', 'node', 's1'])).code).toBe(6)
  expect(await certs(cwd, ['issue', 'client', 'app', '-o', 'elsewhere'])).toMatchObject({ code: 0 })
  expect(read(cwd, 'elsewhere/cert.pem').keyUsage).toEqual(['1.3.6.1.5.5.7.3.2'])
})

test.each([
  [['issue', 'node', 'n', '--ca-dir', 'gone'], 3, 'there is no CA'],
  [['issue', 'boss', 'n'], 2, 'Allowed choices are node, server, client'],
  [['issue', 'node', 'a b'], 2, 'cannot name a node'],
  [['issue', 'node', 'n', '--name', 'https://x'], 2, 'it is a URL'],
  [['issue', 'node', 'n', '--days', '9999'], 2, 'would outlive the CA'],
  [
    ['issue', 'node', 'n', '--ca-cert', 'tls/cert.pem', '--ca-key', 'tls/key.pem'],
    2,
    'it is no CA|not one of a CA',
  ],
  [['issue', 'node', 'n', '--ca-cert', 'ca/ca.pem', '--ca-key', 'tls/key.pem'], 2, 'does not belong'],
  [['sign', 'tls/cert.pem'], 3, 'it holds no PEM certificate request'],
  [['sign', 'gone'], 3, 'no such file'],
  [['csr', 'client', '../../../x'], 2, 'cannot name a node or client'],
  [['csr', 'client', ''], 2, 'cannot name a node or client'],
])('certs %j is refused and changes nothing', async (argv, code, words) => {
  const cwd = await made()
  const before = tree(cwd)
  const outcome = await certs(cwd, argv)
  expect([outcome.code, outcome.stdout]).toEqual([code, ''])
  expect(outcome.stderr).toMatch(new RegExp(words))
  expect(tree(cwd)).toEqual(before)
})

test('a CA key that others can read is told', async () => {
  const cwd = await made()
  chmodSync(join(cwd, 'ca/ca-key.pem'), 0o644)
  for (const argv of [['issue', 'client', 'a'], ['renew']])
    expect((await certs(cwd, argv)).stderr).toMatch(/warning: others can read .*ca-key\.pem \(0644\)/)
})

test('a request goes to the CA, the key stays', async () => {
  const [cwd, node] = [await made(), temporaryDirectory()]
  const request = await certs(node, ['csr', 'node', 'n7', '--name', '10.0.0.7', '-o', '.', '--json'])
  expect(JSON.parse(request.stdout)).toMatchObject({ role: 'node', names: ['n7', '10.0.0.7'] })
  expect(tree(node, false)).toMatchObject({ 'key.pem': '0600', 'request.pem': '0644' })
  const { code, stdout, stderr } = await certs(cwd, ['sign', '-', '--days', '20'], {
    stdin: text(node, 'request.pem'),
  })
  expect([code, stderr]).toEqual([
    0,
    'Signed for n7 as node, names: n7, 10.0.0.7\nnote: decided by the role instead: extendedKeyUsage\n',
  ])
  const certificate = new X509Certificate(stdout)
  expect(certificate.subjectAltName).toBe('DNS:n7, IP Address:10.0.0.7')
  expect(certificate.checkPrivateKey(createPrivateKey(text(node, 'key.pem')))).toBe(true)
  expect(certificate.verify(read(cwd, 'ca/ca.pem').publicKey)).toBe(true)
  // Never a second time over the first key.
  expect(await certs(node, ['csr', 'node', 'n7', '-o', '.'])).toMatchObject({ code: 6 })
})

test('sign grants names and nothing else, and writes a new file only', async () => {
  const [cwd, node] = [await made(), temporaryDirectory()]
  await certs(node, ['csr', 'client', 'app', '--name', 'evil.example.org', '-o', '.'])
  mkdirSync(join(cwd, 'out'))
  writeFileSync(join(cwd, 'request.pem'), text(node, 'request.pem'))
  const argv = ['sign', 'request.pem', '--role', 'server', '--name', 'good.example.org', '-o', 'out/cert.pem']
  const { code, stderr } = await certs(cwd, argv)
  expect([code, stderr]).toEqual([0, expect.stringContaining('asked for and not granted: evil.example.org')])
  const certificate = read(cwd, 'out/cert.pem')
  expect([certificate.subjectAltName, certificate.keyUsage]).toEqual([
    'DNS:good.example.org',
    ['1.3.6.1.5.5.7.3.1'],
  ])
  expect((await certs(cwd, argv)).code).toBe(6)
})
